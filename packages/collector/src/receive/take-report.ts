import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Result } from '@countersign/core'
import { JournalUnavailable } from '@countersign/storage/journal'
import { BEACON_BYTES_MAX } from '../limits.js'
import type { Stage } from '../stage.js'
import { answerBeacon, type BeaconForm } from './beacon-answer.js'
import { type BrowserReport, collectBrowserReport } from './browser-report.js'
import { receiveBody } from './request-body.js'

/** What tells one of the browser's routes from another. */
export interface BrowserRoute {
  /** by which the metrics know it */
  name: string
  form(request: IncomingMessage): BeaconForm
  /** @param body  null where the request has none; a problem where it is too large */
  read(
    request: IncomingMessage,
    body: Result<Buffer> | null,
    received_at_ms: number,
  ): BrowserReport | Promise<BrowserReport>
}

/**
 * Takes a browser's report by any route and answers it: 200 once it is on disk, 503 where it could not be
 * written.
 */
export async function takeReport(
  route: BrowserRoute,
  request: IncomingMessage,
  response: ServerResponse,
  stage: Stage,
): Promise<void> {
  const started_ms = performance.now()
  let set_cookies: string[] | null = null
  try {
    if (!stage.edge.journal.full) set_cookies = await collect(route, request, response, stage)
  } catch (error) {
    if (!(error instanceof JournalUnavailable)) stage.unforeseen(error, stage.edge.newTraceId())
  }
  const status = set_cookies === null ? 503 : 200
  answerBeacon(request, response, status, route.form(request), set_cookies ?? [])
  stage.metrics.answered(route.name, status, started_ms)
}

/** @returns the cookies to set; null where there was no room for the body */
async function collect(
  route: BrowserRoute,
  request: IncomingMessage,
  response: ServerResponse,
  stage: Stage,
): Promise<string[] | null> {
  const has_body = request.method === 'POST'
  const body = has_body ? await receiveBody(request, response, BEACON_BYTES_MAX, stage) : null
  if (body?.ok === false && body.problems[0]?.code !== 'body_too_large') return null
  const received_at_ms = stage.edge.now_ms()
  const reading = route.read(request, body, received_at_ms)
  const report = reading instanceof Promise ? await reading : reading
  const { journalled, set_cookies } = collectBrowserReport(report, request, received_at_ms, stage)
  if (journalled !== null) await journalled
  return set_cookies
}
