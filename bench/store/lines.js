import { DEFAULT_LIMITS, decodeConversions, identify, noFindings, validateEvents } from '@countersign/core'
import { encodeLine, encodeRow } from '@countersign/storage'
import { BATCH_EVENTS, batchTemplate } from '../load/conversions.js'
import { ADDRESS, addressOf, slot, Template } from '../load/template.js'

/** Numbers that are put in and found again, so that the core's own lines become a template. */
export const SAMPLE = { eid: 900_000_000_001, visitor: 8_000_000_002, order: 700_000_000_003 }
const DIGEST = `5df6e0e2761359d30a8275058e299fcc0381534545f55cf43e41983f5d${'0'.repeat(64)}`.slice(0, 54)

/** A journal row of a batch's events as the collector would have written it, with slots as in a batch. */
export function rowTemplate(dataset_id, channel) {
  const body = batchTemplate(BATCH_EVENTS)
  for (let i = 0; i < BATCH_EVENTS; i += 1)
    body.put({ ...SAMPLE, ...addressOf(SAMPLE.visitor) }, i, BATCH_EVENTS)
  return new Template(textOf(dataset_id, channel, JSON.parse(body.bytes.toString())))
}

/**
 * The same of any events, with a slot for each `event_time` as well.
 * @param body  as the Conversions API takes it; where its texts hold the numbers of SAMPLE there are slots
 */
export function rowOf(dataset_id, channel, body) {
  const text = textOf(dataset_id, channel, body)
  return new Template(text.replaceAll(/"event_time":\d{10}/g, `"event_time":${slot('time', 10)}`))
}

function textOf(dataset_id, channel, body) {
  const received_at_ms = Date.now()
  const { data } = decodeConversions(body).value
  const findings = noFindings()
  validateEvents(data, 0, data.length, received_at_ms, DEFAULT_LIMITS, findings)
  if (findings.events.length < data.length) throw new Error('some of the events were refused')
  const context = { channel, received_at_ms, sha256: () => `${DIGEST}${SAMPLE.visitor}` }
  const lines = findings.events.map((event) =>
    encodeLine({ dataset_id, channel, event: identify(event, context).event }),
  )
  const { a, b, c } = addressOf(SAMPLE.visitor)
  return encodeRow(lines)
    .toString()
    .replaceAll(String(SAMPLE.eid), slot('eid', 12))
    .replaceAll(String(SAMPLE.order), slot('order', 12))
    .replaceAll(String(SAMPLE.visitor), slot('visitor', 10))
    .replaceAll(`81.${a}.${b}.${c}`, ADDRESS)
}
