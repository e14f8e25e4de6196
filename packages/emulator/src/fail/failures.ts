import { type Effect, effectOf, type Failure, type RequestKind } from './failure.js'

/** A request, as far as failures tell one from another. */
export interface Asked {
  kind: RequestKind
  dataset_id: string | null
  access_token: string | null
}

/** A failure that has been set. */
export interface SetFailure extends Failure {
  id: number
  /** requests that it has met */
  hits: number
  /** how many more it will meet; null: until it is cleared */
  left: number | null
}

/** What a request meets: at most one effect, and what is added to its answer whichever that is. */
export interface Met {
  effect: Effect
  /** whose effect it is; null where there is none */
  failure: SetFailure | null
  latency_ms: number
  usage_percent: number | null
  retry_after_s: number | null
}
const NOTHING: Met = {
  effect: 'none',
  failure: null,
  latency_ms: 0,
  usage_percent: null,
  retry_after_s: null,
}

/** The failures that are set, in the order in which they were set. */
export class Failures {
  private held: Held[] = []
  private ids = 0

  add(failure: Failure): SetFailure {
    this.ids += 1
    const set: SetFailure = { ...failure, id: this.ids, hits: 0, left: failure.count ?? null }
    this.held.push({ set, effect: effectOf(failure), due: 0 })
    return { ...set }
  }

  list(): SetFailure[] {
    return this.held.map(({ set }) => ({ ...set }))
  }

  /** @returns how many were cleared */
  clear(id?: number): number {
    const before = this.held.length
    this.held = id === undefined ? [] : this.held.filter(({ set }) => set.id !== id)
    return before - this.held.length
  }

  /** Whether what a request meets can be said only once its body is read. */
  needBody(kind: RequestKind, has_token: boolean): boolean {
    if (kind !== 'events') return false
    return this.held.some(
      ({ set, effect }) =>
        set.left !== 0 && (effect === 'bad_events' || (!has_token && set.access_token !== undefined)),
    )
  }

  /**
   * What a request meets. Failures are asked in their order: latency and headers of all that it meets are added, and
   * the first effect ends the search.
   * @param isBad  whether events of the request are bad by a failure: one that finds none does not meet it
   */
  meet(asked: Asked, isBad: (failure: Failure) => boolean): Met {
    if (this.held.length === 0) return NOTHING
    const met: Met = { ...NOTHING }
    for (const held of this.held) {
      const { set, effect } = held
      if (!concerns(set, effect, asked)) continue
      if (effect === 'bad_events' && !isBad(set)) continue
      if (!isDue(held)) continue
      set.hits += 1
      if (set.left !== null) set.left -= 1
      met.latency_ms += set.latency_ms ?? 0
      met.usage_percent = set.usage_percent ?? met.usage_percent
      met.retry_after_s = set.retry_after_s ?? met.retry_after_s
      if (effect === 'none') continue
      return { ...met, effect, failure: set }
    }
    return met
  }

  /** For what is asked about a token, not with it. */
  isRevoked(access_token: string): boolean {
    return this.held.some(
      ({ set, effect }) =>
        effect === 'token_revoked' &&
        set.access_token === access_token &&
        (set.rate ?? 1) === 1 &&
        set.left === null &&
        set.dataset_id === undefined,
    )
  }
}

interface Held {
  set: SetFailure
  effect: Effect
  /** its rate, summed up: at 1 it meets a request. Nothing is left to chance, so a test run repeats */
  due: number
}

function concerns(set: SetFailure, effect: Effect, asked: Asked): boolean {
  if (set.left === 0) return false
  const { on } = set
  const is_kind =
    on === undefined
      ? asked.kind === 'events' || (asked.kind === 'graph' && effect === 'token_revoked')
      : on === 'all' || on === asked.kind
  return (
    is_kind &&
    (set.dataset_id === undefined || set.dataset_id === asked.dataset_id) &&
    (set.access_token === undefined || set.access_token === asked.access_token)
  )
}

function isDue(held: Held): boolean {
  held.due += held.set.rate ?? 1
  // Ten times 0.1 is a little less than 1.
  if (held.due < 1 - 1e-9) return false
  held.due -= 1
  return true
}
