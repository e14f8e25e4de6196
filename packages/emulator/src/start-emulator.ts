import type { Pixel } from '@countersign/collector'
import type { BadRequest } from './counted/bad-requests.js'
import type { Conversion } from './counted/conversions.js'
import type { ReceivedEvent } from './counted/kept-events.js'
import type { GivenToken } from './edge/any-configuration.js'
import { buildEmulator } from './emulator.js'
import { Expectations, type NoneWaiting, type Waiting } from './expect/expectations.js'
import type { ExpectedConversion } from './expect/expected.js'
import { type Failure, readFailure } from './fail/failure.js'
import type { SetFailure } from './fail/failures.js'
import type { EventsWanted } from './front/events-wanted.js'
import type { Counts } from './inspection.js'

export interface EmulatorOptions {
  /** 0, or left out: a free one */
  port?: number
  /** 127.0.0.1 where left out */
  host?: string
  /** access tokens that are let in, for any dataset or for one; left out: any token */
  tokens?: readonly (string | GivenToken)[]
  /** dataset ids that exist; left out: any that is made of digits */
  datasets?: readonly string[]
  /** before every answer of Meta's side; 0 where left out */
  latency_ms?: number
  /** how many events are kept whole; 100,000 where left out. Counters and deduplication know of all */
  keep?: number
  /** the clock, for tests of what happens days later; milliseconds since the epoch */
  now_ms?: () => number
  /** what serves the browser's library at /en_US/fbevents.js; left out: an empty script */
  pixel?: Pixel
}

/** Meta's side, running. What it says of events is there as soon as the request that brought them is answered. */
export interface Emulator {
  /** `http://127.0.0.1:54321`, without a slash at the end */
  url: string
  port: number
  /** where a Conversions API client posts a dataset's events */
  eventsUrl(dataset_id: string, version?: string): string
  /** a dataset's node: `/events` follows it */
  datasetUrl(dataset_id: string, version?: string): string
  /** accepted reports, in the order in which they came; the latest 1,000 unless `limit` says otherwise */
  events(wanted?: EventsWanted): ReceivedEvent[]
  /** what counts, each with all of its reports; the latest 1,000 unless `limit` says otherwise */
  good(wanted?: EventsWanted): Conversion[]
  /** requests that were refused, or met by a failure */
  bad(): BadRequest[]
  count(of?: { dataset_id?: string; event_name?: string }): Counts
  /** Lets something go wrong from now on. @throws TypeError  with the field that is wrong */
  fail(failure: Failure): SetFailure
  failures(): SetFailure[]
  /** @param id  only this one; left out: all. @returns how many were cleared */
  clearFailures(id?: number): number
  /** Forgets all that came in, and all failures. */
  reset(): void
  /**
   * Resolves with the first conversion that is as expected: at once where it is there, else when it comes.
   * @throws AssertionError  which says what came instead
   */
  expectConversion(event_name: string, expected?: ExpectedConversion & Waiting): Promise<Conversion>
  /** Resolves once none has come for `within_ms`. @throws AssertionError  as soon as one is there */
  expectNoConversion(event_name: string, expected?: ExpectedConversion & NoneWaiting): Promise<void>
  /** Lets go of all connections, also of those that hang. */
  stop(): Promise<void>
}

export const KEEP_DEFAULT = 100_000
const VERSION_DEFAULT = 'v24.0'

/** Starts an emulator in this process. @throws where the port is in use */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { app, store, failures, inspection } = buildEmulator({
    tokens:
      options.tokens?.map((token) => (typeof token === 'string' ? { access_token: token } : token)) ?? null,
    datasets: options.datasets ?? null,
    latency_ms: options.latency_ms ?? 0,
    keep: options.keep ?? KEEP_DEFAULT,
    now_ms: options.now_ms ?? Date.now,
    pixel: options.pixel,
  })
  const listening = await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' })
  const url = listening.replace(/\/$/, '')
  const expectations = new Expectations(store)
  const datasetUrl = (dataset_id: string, version = VERSION_DEFAULT) => `${url}/${version}/${dataset_id}`
  return {
    url,
    port: Number(new URL(url).port),
    datasetUrl,
    eventsUrl: (dataset_id, version) => `${datasetUrl(dataset_id, version)}/events`,
    events: (wanted = {}) => inspection.events(wanted).events,
    good: (wanted = {}) => inspection.good(wanted).good,
    bad: () => [...inspection.bad().bad],
    count: (of = {}) => inspection.count(of),
    fail(failure) {
      const read = readFailure(failure)
      if ('field' in read) throw new TypeError(`fail(): ${read.field} ${read.message}`.replace('  ', ' '))
      return failures.add(read.failure)
    },
    failures: () => failures.list(),
    clearFailures: (id) => failures.clear(id),
    reset: () => inspection.reset(),
    expectConversion: (event_name, expected) => expectations.expectConversion(event_name, expected),
    expectNoConversion: (event_name, expected) => expectations.expectNoConversion(event_name, expected),
    async stop() {
      app.server.closeAllConnections()
      await app.close()
    },
  }
}
