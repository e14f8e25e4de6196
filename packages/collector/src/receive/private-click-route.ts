import type { IncomingMessage, ServerResponse } from 'node:http'
import { decodePrivateClick, kindOf, type PrivateClick, type Problem, type Result } from '@countersign/core'
import type { Dataset } from '@countersign/storage/configuration'
import { encodeLine, JournalUnavailable, type PcmLine } from '@countersign/storage/journal'
import { RETRY_AFTER_S } from '../limits.js'
import type { Stage } from '../stage.js'
import { readJsonBody } from './json-body.js'
import { receiveBody } from './request-body.js'

/** A report has six short fields, and later versions' tokens. */
const REPORT_BYTES_MAX = 16 * 1024

interface Answer {
  http: 204 | 400 | 413 | 503
  /** what was wrong, and where */
  problems?: readonly Problem[]
}

/**
 * POST /.well-known/private-click-measurement/report-attribution/: a browser's report of Private Click Measurement, for each
 * dataset that measures its domain. 204 once it is on disk, also where nobody measures it: its sender is nobody's to tell.
 * @source reference 10.4
 */
export async function takePrivateClick(
  request: IncomingMessage,
  response: ServerResponse,
  stage: Stage,
): Promise<void> {
  const started_ms = performance.now()
  const { http, problems } = await answerTo(request, response, stage)
  response.statusCode = http
  response.setHeader('cache-control', 'no-store')
  if (http === 503) response.setHeader('retry-after', String(RETRY_AFTER_S))
  if (problems === undefined) response.end()
  else {
    response.setHeader('content-type', 'application/json; charset=UTF-8')
    response.end(JSON.stringify({ error: 'report_not_valid', problems: problems.map(shown) }))
  }
  stage.metrics.answered('private_click', http, started_ms)
}

const shown = ({ code, at, seen }: Problem) => ({ at, message: seen ?? kindOf(code).title })

async function answerTo(request: IncomingMessage, response: ServerResponse, stage: Stage): Promise<Answer> {
  const { journal } = stage.edge
  if (journal.full) return { http: 503 }
  const received = await receiveBody(request, response, REPORT_BYTES_MAX, stage)
  if (!received.ok)
    return received.problems[0]?.code === 'body_too_large'
      ? { http: 413, problems: received.problems }
      : { http: 503 }
  const report = readReport(received.value)
  if (!report.ok) return { http: 400, problems: report.problems }
  try {
    const lines = linesOf(report.value, request, stage)
    if (lines.length > 0) await journal.append(lines.map(encodeLine))
    return { http: 204 }
  } catch (error) {
    if (!(error instanceof JournalUnavailable)) stage.unforeseen(error, stage.edge.newTraceId())
    return { http: 503 }
  }
}

function readReport(body: Buffer): Result<PrivateClick> {
  const sent = readJsonBody(body)
  return sent.ok ? decodePrivateClick(sent.value) : sent
}

/** A line for each dataset that measures the domain; from an address that sends too much, none. */
function linesOf(click: PrivateClick, request: IncomingMessage, stage: Stage): PcmLine[] {
  const { edge, own_sites, addresses, address_limit } = stage
  const attributed_on_site = own_sites.registrableDomain(click.attributed_on_site)
  const source_site = own_sites.registrableDomain(click.source_site)
  if (attributed_on_site === null || source_site === null) return []
  const { source_id, trigger_data } = click
  const address = addresses.of(request)
  const limited_as = address === undefined ? null : addresses.limitedAs(address)
  const now_ms = edge.now_ms()
  const isOver = ({ id, settings }: Dataset) =>
    limited_as !== null &&
    address_limit.exceeded(limited_as, id, settings.beacons_per_minute_per_address, now_ms)
  const measures = ({ settings, archived_at_ms }: Dataset) =>
    settings.aem &&
    archived_at_ms === null &&
    settings.aem_events.some(({ domains }) => domains.some(({ domain }) => domain === attributed_on_site))
  return edge.configuration
    .datasets()
    .filter((dataset) => measures(dataset) && !isOver(dataset))
    .map(({ id }) => ({ dataset_id: id, pcm: { source_id, trigger_data, source_site, attributed_on_site } }))
}
