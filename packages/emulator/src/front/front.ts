import { type IncomingMessage, type RequestListener, ServerResponse } from 'node:http'
import type { BadRequest } from '../counted/bad-requests.js'
import type { Store } from '../counted/store.js'
import { badPlaces, refuseBad } from '../fail/bad-events.js'
import type { Failure } from '../fail/failure.js'
import type { Asked, Failures, Met, SetFailure } from '../fail/failures.js'
import { graphFailure, PAGE, REVOKED, usageHeaders } from '../fail/graph-codes.js'
import { askedOf } from './asked.js'
import { holdAnswer, overhear } from './held-answer.js'
import { drained, readWhole, replayed } from './replay.js'
import type { RequestCounts } from './request-counts.js'
import { blamedAt, readSentEvents, type SentEvents } from './sent-events.js'

export interface FrontParts {
  store: Store
  failures: Failures
  counts: RequestCounts
  /** before every answer of Meta's side */
  latency_ms: number
  now_ms(): number
  newTraceId(): string
  /** `/emulator/…` */
  inspect: RequestListener
  /** the collector's own */
  collect: RequestListener
}

interface Exchange {
  asked: Asked
  request: IncomingMessage
  response: ServerResponse
  met: Met
}

/** What stands before the collector: it lets failures happen, keeps answers back, and notes what was refused. */
export class Front {
  constructor(private readonly parts: FrontParts) {}

  readonly listener: RequestListener = (request, response) => {
    const { parts } = this
    if (request.url?.startsWith('/emulator') === true) return parts.inspect(request, response)
    const asked = askedOf(request)
    if (asked === null) return parts.collect(request, response)
    if (asked.kind === 'events') parts.counts.requests += 1
    if (asked.kind === 'tr') parts.counts.beacons += 1
    if (parts.failures.needBody(asked.kind, asked.access_token !== null))
      void this.takeByBody(asked, request, response)
    else this.take({ asked, request, response, met: parts.failures.meet(asked, () => false) }, null)
  }

  /** For failures that ask what is in the request. */
  private async takeByBody(asked: Asked, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readWhole(request)
    if (body === null) return
    const sent = await readSentEvents(body, request)
    const known = { ...asked, access_token: asked.access_token ?? sent.access_token }
    const isBad = (failure: Failure) => badPlaces(sent.data ?? [], failure).length > 0
    const met = this.parts.failures.meet(known, isBad)
    this.take({ asked: known, request: replayed(request, body), response, met }, sent)
  }

  private take(exchange: Exchange, sent: SentEvents | null): void {
    const { failure, effect } = exchange.met
    if (failure === null) this.pass(exchange)
    else if (effect === 'bad_events') this.refuseBad(exchange, failure, sent?.data ?? [])
    else if (failure.taken === true) this.takeAndFail(exchange, failure)
    else void drained(exchange.request).then(() => this.fail(exchange, failure))
  }

  /** To the collector, whose answer waits here for as long as it is to take. */
  private pass({ asked, request, response, met }: Exchange): void {
    this.addHeaders(asked, response, met)
    let heard = (): Buffer | null => null
    holdAnswer(response, (text, send) => {
      if (asked.kind !== 'events' || response.statusCode < 400) return this.later(met, send)
      void this.noteRefusal(asked, request, response.statusCode, text, heard()).then(() =>
        this.later(met, send),
      )
    })
    this.parts.collect(request, response)
    if (asked.kind === 'events') heard = overhear(request)
  }

  /** The collector takes the events, and nobody hears what it says of them. */
  private takeAndFail(exchange: Exchange, failure: SetFailure): void {
    const unheard = new ServerResponse(exchange.request)
    holdAnswer(unheard, () => {
      // What the collector holds for the request it lets go of when its response closes.
      unheard.emit('close')
      this.fail(exchange, failure)
    })
    this.parts.collect(exchange.request, unheard)
  }

  private fail(exchange: Exchange, failure: SetFailure): void {
    const { asked, request, response, met } = exchange
    const { effect } = met
    if (effect === 'hang' || effect === 'reset') {
      this.note(exchange, { status: null, error: null, reason: effect, failure_id: failure.id })
      if (effect === 'reset') this.later(met, () => request.socket.resetAndDestroy())
      return
    }
    const { status, type, text, error, reason } = this.failedAnswer(effect, failure)
    this.note(exchange, { status, error, reason, failure_id: failure.id })
    this.addHeaders(asked, response, met)
    this.later(met, () => write(response, status, type, text))
  }

  private failedAnswer(effect: Met['effect'], failure: SetFailure) {
    if (effect === 'html') {
      const text = typeof failure.html === 'string' ? failure.html : PAGE
      const status = failure.status ?? 502
      return {
        status,
        type: 'text/html; charset=utf-8',
        text,
        error: null,
        reason: `HTTP ${status} with a page`,
      }
    }
    const given = effect === 'token_revoked' ? REVOKED : failure
    const { status, body } = graphFailure(given, this.parts.newTraceId())
    const error = { ...body.error }
    return { status, type: JSON_TYPE, text: JSON.stringify(body), error, reason: reasonOf(error) }
  }

  private refuseBad(exchange: Exchange, failure: SetFailure, data: readonly unknown[]): void {
    const { asked, response, met } = exchange
    const { store, counts } = this.parts
    const places = badPlaces(data, failure)
    const { http, body } = refuseBad(places, failure.blame ?? true, this.parts.newTraceId())
    counts.requests_refused += 1
    store.refuse(asked.dataset_id ?? '', '2804003', data)
    const error = { ...body.error }
    store.bad.add({
      ...this.badOf(asked),
      status: http,
      error,
      reason: reasonOf(error),
      events: data.length,
      blamed: blamedAt(places, data),
      failure_id: failure.id,
    })
    this.addHeaders(asked, response, met)
    this.later(met, () => write(response, http, JSON_TYPE, JSON.stringify(body)))
  }

  private async noteRefusal(
    asked: Asked,
    request: IncomingMessage,
    status: number,
    text: string,
    body: Buffer | null,
  ): Promise<void> {
    const { store, counts } = this.parts
    counts.requests_refused += 1
    const { error } = JSON.parse(text) as { error: RefusedError }
    const data = body === null ? null : (await readSentEvents(body, request)).data
    const places = error.error_data?.blame_field_specs.map(([, place]) => Number(place)) ?? []
    store.bad.add({
      ...this.badOf(asked),
      status,
      error,
      reason: reasonOf(error),
      events: data?.length ?? null,
      blamed: data === null ? [] : blamedAt(places.filter(Number.isInteger), data),
      failure_id: null,
    })
  }

  private note(
    { asked }: Exchange,
    bad: Pick<BadRequest, 'status' | 'error' | 'reason' | 'failure_id'>,
  ): void {
    const { store, counts } = this.parts
    if (asked.kind === 'events') counts.requests_failed += 1
    store.bad.add({ ...this.badOf(asked), ...bad, events: null, blamed: [] })
  }

  private badOf({ kind, dataset_id }: Asked): Pick<BadRequest, 'received_at_ms' | 'channel' | 'dataset_id'> {
    const channel = kind === 'tr' ? 'browser' : 'server'
    return { received_at_ms: this.parts.now_ms(), channel, dataset_id: dataset_id ?? '' }
  }

  private addHeaders({ dataset_id }: Asked, response: ServerResponse, met: Met): void {
    const { usage_percent, retry_after_s } = met
    if (usage_percent !== null)
      for (const [name, value] of usageHeaders(usage_percent, dataset_id)) response.setHeader(name, value)
    if (retry_after_s !== null) response.setHeader('retry-after', String(retry_after_s))
  }

  private later({ latency_ms }: Met, then: () => void): void {
    const wait_ms = this.parts.latency_ms + latency_ms
    if (wait_ms > 0) setTimeout(then, wait_ms).unref()
    else then()
  }
}

const JSON_TYPE = 'application/json; charset=UTF-8'

/** What of a refusal is looked at here. */
interface RefusedError {
  [field: string]: unknown
  error_data?: { blame_field_specs: string[][] }
}

/** `100/2804003 Event timestamp too old`, as people say it. */
function reasonOf(error: { [field: string]: unknown }): string {
  const { code, error_subcode, error_user_title, message } = error
  const numbers = error_subcode === undefined ? String(code) : `${code}/${error_subcode}`
  return `${numbers} ${error_user_title ?? message}`
}

function write(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) })
  response.end(text)
}
