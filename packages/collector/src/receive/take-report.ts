import type { IncomingMessage, ServerResponse } from 'node:http'
import { JournalUnavailable } from '@countersign/storage'
import type { Stage } from '../stage.js'
import { answerBeacon, type BeaconForm } from './beacon-answer.js'
import { type BrowserReport, collectBrowserReport } from './browser-report.js'

/** What tells one of the browser's routes from another. */
export interface BrowserRoute {
  /** by which the metrics know it */
  name: string
  form(request: IncomingMessage): BeaconForm
  read(
    request: IncomingMessage,
    body: Buffer | null,
    received_at_ms: number,
  ): BrowserReport | Promise<BrowserReport>
}

/**
 * Takes a browser's report by any route and answers it: 200 once it is on disk, 503 where it could not be written.
 * Works on Node's own request and response, past Fastify's: this is the most frequent request of all. Never rejects.
 */
export async function takeReport(
  route: BrowserRoute,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer | null,
  stage: Stage,
): Promise<void> {
  const started_ms = performance.now()
  let status: 200 | 503 = 503
  let set_cookies: string[] = []
  try {
    if (!stage.edge.journal.full) {
      set_cookies = await collect(route, request, body, stage)
      status = 200
    }
  } catch (error) {
    if (!(error instanceof JournalUnavailable)) stage.unforeseen(error, stage.edge.newTraceId())
  }
  answerBeacon(request, response, status, route.form(request), set_cookies)
  stage.metrics.answered(route.name, status, started_ms)
}

async function collect(
  route: BrowserRoute,
  request: IncomingMessage,
  body: Buffer | null,
  stage: Stage,
): Promise<string[]> {
  const received_at_ms = stage.edge.now_ms()
  const reading = route.read(request, body, received_at_ms)
  const report = reading instanceof Promise ? await reading : reading
  const { journalled, set_cookies } = collectBrowserReport(report, request, received_at_ms, stage)
  if (journalled !== null) await journalled
  return set_cookies
}
