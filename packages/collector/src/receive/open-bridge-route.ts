import { decodeOpenBridge } from '@countersign/core'
import type { FastifyInstance } from 'fastify'
import { BEACON_BYTES_MAX } from '../limits.js'
import type { Stage } from '../stage.js'
import { answerPreflight } from './beacon-answer.js'
import { valueAt } from './conversions-body.js'
import { readJsonBody } from './json-body.js'
import { type BrowserRoute, takeReport } from './take-report.js'

/**
 * POST /events: what Meta's own pixel reports to a first-party gateway (OpenBridge), JSON as text/plain. It carries no
 * token and is the browser's channel. @source reference 2.5; settled.md
 */
export function openBridgeRoute(app: FastifyInstance, stage: Stage): void {
  const options = { bodyLimit: BEACON_BYTES_MAX, config: { face: 'beacon' as const, name: OPEN_BRIDGE.name } }
  app.post('/events', options, (request, reply) => {
    reply.hijack()
    const body = Buffer.isBuffer(request.body) ? request.body : null
    return takeReport(OPEN_BRIDGE, request.raw, reply.raw, body, stage)
  })
  app.options('/events', (request, reply) => {
    reply.hijack()
    answerPreflight(request.raw, reply.raw)
  })
}

const OPEN_BRIDGE: BrowserRoute = {
  name: 'open_bridge',
  form: () => 'json',
  read(_request, body, received_at_ms) {
    const parsed = body === null ? null : readJsonBody(body)
    const sent = parsed?.ok === true ? parsed.value : null
    return {
      dataset_id: textAt(sent, 'fb.pixel_id'),
      event_name: textAt(sent, 'event_name'),
      decoded: decodeOpenBridge(sent, received_at_ms),
    }
  },
}

/** A field as text, whatever came. */
function textAt(sent: unknown, name: string): string {
  const value = valueAt(sent, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
