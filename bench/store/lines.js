import { DEFAULT_LIMITS, decodeConversions, identify, noFindings, validateEvents } from '@countersign/core'
import { encodeLine, encodeRow } from '@countersign/storage'
import { BATCH_EVENTS, batchTemplate } from '../load/conversions.js'
import { ADDRESS, addressOf, slot, Template } from '../load/template.js'

/** Numbers that are put in and found again, so that the core's own lines become a template. */
const SAMPLE = { eid: 900_000_000_001, visitor: 8_000_000_002 }
const DIGEST = `5df6e0e2761359d30a8275058e299fcc0381534545f55cf43e41983f5d${'0'.repeat(64)}`.slice(0, 54)

/** A journal row of a batch's events as the collector would have written it, with slots as in a batch. */
export function rowTemplate(dataset_id, channel) {
  const received_at_ms = Date.now()
  const body = batchTemplate(BATCH_EVENTS)
  for (let i = 0; i < BATCH_EVENTS; i += 1)
    body.put({ ...SAMPLE, ...addressOf(SAMPLE.visitor) }, i, BATCH_EVENTS)
  const decoded = decodeConversions(JSON.parse(body.bytes.toString()))
  const findings = noFindings()
  validateEvents(decoded.value.data, 0, BATCH_EVENTS, received_at_ms, DEFAULT_LIMITS, findings)
  const context = { channel, received_at_ms, sha256: () => `${DIGEST}${SAMPLE.visitor}` }
  const lines = findings.events.map((event) =>
    encodeLine({ dataset_id, channel, event: identify(event, context).event }),
  )
  const { a, b, c } = addressOf(SAMPLE.visitor)
  const text = encodeRow(lines)
    .toString()
    .replaceAll(String(SAMPLE.eid), slot('eid', 12))
    .replaceAll(String(SAMPLE.visitor), slot('visitor', 10))
    .replaceAll(`81.${a}.${b}.${c}`, ADDRESS)
  return new Template(text)
}
