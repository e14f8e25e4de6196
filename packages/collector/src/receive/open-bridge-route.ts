import type { IncomingMessage, ServerResponse } from 'node:http'
import { decodeOpenBridge } from '@countersign/core'
import type { Stage } from '../stage.js'
import { valueAt } from './conversions-body.js'
import { readJsonBody } from './json-body.js'
import { type BrowserRoute, takeReport } from './take-report.js'

/**
 * POST /events: what Meta's own pixel reports to a first-party gateway (OpenBridge), JSON as text/plain. It
 * carries no token and is the browser's channel. @source reference 2.5; settled.md
 */
export const takeOpenBridge = (
  request: IncomingMessage,
  response: ServerResponse,
  stage: Stage,
): Promise<void> => takeReport(OPEN_BRIDGE, request, response, stage)

const OPEN_BRIDGE: BrowserRoute = {
  name: 'open_bridge',
  form: () => 'json',
  read(_request, body, received_at_ms) {
    const parsed = body?.ok === true ? readJsonBody(body.value) : body
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
