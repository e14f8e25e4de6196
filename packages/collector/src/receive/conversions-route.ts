import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Problem, type Result, refuse } from '@countersign/core'
import type { Dataset, Token } from '@countersign/storage/configuration'
import { JournalUnavailable } from '@countersign/storage/journal'
import { authenticate, authorise, tokenInHead } from '../graph/access-token.js'
import { type GraphAnswer, unknownError, writeGraph } from '../graph/graph-answer.js'
import { BODY_BYTES_MAX, SMALL_BODY_BYTES } from '../limits.js'
import type { Stage } from '../stage.js'
import { tellTested } from '../test-events/tell.js'
import { type Prepared, prepareConversions, rejectedRequest, testCodeIn } from './collect-conversions.js'
import { decodeBody, eventNamesOf, fieldOf, isDryRun, type ReadBody, readBody } from './conversions-body.js'
import { receiveWaiting } from './request-body.js'

/**
 * POST /v{N}.{M}/{id}/events, with or without version, and /capi/{id}/events, where the official SDKs'
 * gateway option sends to and takes nothing but a 202 for success: the Conversions API.
 * @source reference 5; 5.12 for the gateway
 */
export async function takeConversions(
  request: IncomingMessage,
  response: ServerResponse,
  stage: Stage,
): Promise<void> {
  const started_ms = performance.now()
  const trace_id = stage.edge.newTraceId()
  const answer = await answerTo(request, response, trace_id, stage)
  const http = writeGraph(request.url, response, trace_id, answer)
  stage.metrics.answered('conversions', http, started_ms)
}

/** The id that stands before `/events` at the end of a path. */
const ADDRESS = /^\/(?:(capi|v\d[\d.]*)\/)?(\d+)\/events(?:\?|$)/
export const isConversions = (target: string): boolean => ADDRESS.test(target)

async function answerTo(
  request: IncomingMessage,
  response: ServerResponse,
  trace_id: string,
  stage: Stage,
): Promise<GraphAnswer> {
  const [, prefix, dataset_id] = ADDRESS.exec(request.url ?? '') ?? []
  if (dataset_id === undefined) return refuse([{ code: 'path_unknown', at: '' }])
  const http = prefix === 'capi' ? 202 : 200
  return journalled(() => prepare(request, response, dataset_id, stage), http, trace_id, stage)
}

/** Journals what a request came to, tells whoever watches its test, and only then answers. */
async function journalled(
  preparing: () => Promise<Prepared>,
  http: number,
  trace_id: string,
  stage: Stage,
): Promise<GraphAnswer> {
  try {
    const { lines, count, answer, tested } = await preparing()
    const seq = lines.length > 0 ? await stage.edge.journal.append(lines, count) : 0
    if (tested !== undefined) tellTested(tested, seq, stage)
    return answer.ok ? { ok: true, http, body: { ...answer.value, fbtrace_id: trace_id } } : answer
  } catch (error) {
    if (error instanceof JournalUnavailable) return refuse([{ code: 'store_unavailable', at: '' }])
    stage.unforeseen(error, trace_id)
    return unknownError(trace_id)
  }
}

/**
 * Takes a body on behalf of somebody whose session allows it, as `takeConversions` does for a token: the same rules,
 * books, test and answer. It is small, so it waits for no room and for no turn.
 */
export const takeRead = (
  read: Result<ReadBody>,
  dataset: Dataset,
  trace_id: string,
  stage: Stage,
): Promise<GraphAnswer> =>
  journalled(
    async () => {
      if (stage.edge.journal.full) return refused([{ code: 'over_capacity', at: '' }])
      return read.ok ? prepareBody(read.value, dataset, stage) : refused(read.problems)
    },
    200,
    trace_id,
    stage,
  )

/**
 * Token, then dataset, then body, then events; and before them all, whether there is room. @source settled.md
 */
async function prepare(
  request: IncomingMessage,
  response: ServerResponse,
  dataset_id: string,
  stage: Stage,
): Promise<Prepared> {
  const { configuration, journal } = stage.edge
  if (journal.full) return refused([{ code: 'over_capacity', at: '' }])
  const in_head = tokenInHead(request)
  let dataset: Result<Dataset> | null = null
  if (in_head !== undefined) {
    dataset = datasetOf(authenticate(in_head, configuration), dataset_id, stage)
    if (!dataset.ok) return refused(dataset.problems)
  }
  const received = await receiveWaiting(request, response, BODY_BYTES_MAX, stage)
  if (!received.ok) return refused(received.problems)
  // What is compressed may unfold to a large one.
  const is_large =
    received.value.bytes > SMALL_BODY_BYTES || request.headers['content-encoding'] !== undefined
  const done = is_large ? await stage.batch_turns.take() : null
  try {
    const reading = readBody(received.value.read(), request.headers)
    const read = reading instanceof Promise ? await reading : reading
    // A body that cannot be read may hold the token: that is what is wrong first.
    if (!read.ok) return refused(read.problems)
    dataset ??= datasetOf(authenticate(tokenInBody(read.value), configuration), dataset_id, stage)
    return dataset.ok ? await prepareBody(read.value, dataset.value, stage) : refused(dataset.problems)
  } finally {
    done?.()
  }
}

const datasetOf = (token: Result<Token>, dataset_id: string, { edge }: Stage): Result<Dataset> =>
  token.ok ? authorise(token.value, dataset_id, edge.configuration, 'dataset_unknown') : token

async function prepareBody(read: ReadBody, dataset: Dataset, stage: Stage): Promise<Prepared> {
  const body = decodeBody(read)
  if (body.ok) return prepareConversions(body.value, dataset, stage.edge.now_ms(), stage)
  if (isDryRun(read)) return refused(body.problems)
  const code = testCodeIn(fieldOf(read, 'test_event_code'))
  const received_at_ms = stage.edge.now_ms()
  return rejectedRequest(body.problems, dataset.id, eventNamesOf(read), code, received_at_ms, stage)
}

const refused = (problems: Problem[]): Prepared => ({ lines: [], count: 0, answer: refuse(problems) })

const tokenInBody = (body: ReadBody): string | undefined =>
  fieldOf(body, 'access_token') ?? fieldOf(body, 'accessKey')
