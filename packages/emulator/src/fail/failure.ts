/** Which requests a failure is for: Conversions API calls, the pixel's beacons, Graph's reads, or all of these. */
export const REQUEST_KINDS = ['events', 'tr', 'graph'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

/**
 * What is to go wrong, and with which requests. One of these says what: an answer (`status`, `code`, `html`), `hang`,
 * `reset`, `token_revoked`, or events that are bad (`bad_one_in`, `bad_event_ids`). Without any of them the request
 * is taken as always, only with `latency_ms`, `usage_percent` or `retry_after_s` added.
 */
export interface Failure {
  /** the HTTP status of the answer; left out: the one that goes with `code` */
  status?: number
  /** Graph's error code; left out: the one that goes with `status` */
  code?: number
  subcode?: number
  is_transient?: boolean
  message?: string
  /** the answer is a page, as a proxy's: true for one of ours, or its text */
  html?: boolean | string
  /** the answer never comes */
  hang?: boolean
  /** the connection is reset */
  reset?: boolean
  /** 401 with 190/460, on all calls of `access_token`, or of everyone */
  token_revoked?: boolean
  /** one event in so many is bad, the same ones each time they are sent; the request is refused with 100/2804003 */
  bad_one_in?: number
  /** events with these ids are bad */
  bad_event_ids?: string[]
  /** whether the refusal names the bad events in blame_field_specs; true where left out */
  blame?: boolean
  /** the events are taken in first, and only then the answer fails: the sender cannot know */
  taken?: boolean
  /** before anything is answered */
  latency_ms?: number
  /** in the headers X-App-Usage, X-Ad-Account-Usage and X-Business-Use-Case-Usage */
  usage_percent?: number
  /** in the header Retry-After */
  retry_after_s?: number

  /** which share of the requests, 0 to 1, spread evenly; left out: all */
  rate?: number
  /** only the next so many; left out: until it is cleared */
  count?: number
  /** which requests; left out: `events`, for token_revoked `events` and `graph` */
  on?: RequestKind | 'all'
  /** only requests for this dataset */
  dataset_id?: string
  /** only requests with this token */
  access_token?: string
}

/** What a failure does to a request that it meets. */
export type Effect = 'answer' | 'html' | 'hang' | 'reset' | 'token_revoked' | 'bad_events' | 'none'

export interface FieldError {
  /** its path in what was sent: `rate`, or `[1].rate` in a list */
  field: string
  message: string
}

/** Reads one failure. @returns the first thing that is wrong with it, by the field */
export function readFailure(sent: unknown): { failure: Failure } | FieldError {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    return { field: '', message: 'a failure is a JSON object, such as {"status": 503, "count": 3}' }
  for (const [field, value] of Object.entries(sent)) {
    const check = FIELDS[field as keyof Failure]
    if (!Object.hasOwn(FIELDS, field) || check === undefined)
      return { field, message: `is no field of a failure. The fields are: ${Object.keys(FIELDS).join(', ')}` }
    if (!check.is(value)) return { field, message: `must be ${check.must}` }
  }
  const failure = sent as Failure
  return contradiction(failure) ?? { failure }
}

export function effectOf(failure: Failure): Effect {
  const [first] = effectsOf(failure)
  return first?.effect ?? 'none'
}

function effectsOf(failure: Failure): { effect: Effect; field: string }[] {
  const { status, code, html } = failure
  const effects: { effect: Effect; field: string }[] = []
  if (html !== undefined && html !== false) effects.push({ effect: 'html', field: 'html' })
  if (code !== undefined) effects.push({ effect: 'answer', field: 'code' })
  else if (status !== undefined && effects.length === 0) effects.push({ effect: 'answer', field: 'status' })
  if (failure.hang) effects.push({ effect: 'hang', field: 'hang' })
  if (failure.reset) effects.push({ effect: 'reset', field: 'reset' })
  if (failure.token_revoked) effects.push({ effect: 'token_revoked', field: 'token_revoked' })
  if (failure.bad_one_in !== undefined) effects.push({ effect: 'bad_events', field: 'bad_one_in' })
  else if (failure.bad_event_ids !== undefined) effects.push({ effect: 'bad_events', field: 'bad_event_ids' })
  return effects
}

/** Fields that do not go together. */
function contradiction(failure: Failure): FieldError | null {
  const [first, second] = effectsOf(failure)
  if (first && second)
    return {
      field: second.field,
      message: `does not go with ${first.field}: one failure does one thing. Send two of them`,
    }
  const effect = first?.effect ?? 'none'
  for (const [field, effects] of NEEDS)
    if (failure[field] !== undefined && !effects.includes(effect))
      return { field, message: `means nothing without ${effects.map((name) => GIVEN_BY[name]).join(' or ')}` }
  const { latency_ms, usage_percent, retry_after_s } = failure
  if (effect === 'none' && (latency_ms ?? usage_percent ?? retry_after_s) === undefined)
    return {
      field: '',
      message:
        'says nothing that is to go wrong: give status, code, html, hang, reset, token_revoked, bad_one_in, ' +
        'bad_event_ids, latency_ms, usage_percent or retry_after_s',
    }
  return null
}

const GIVEN_BY: { [effect in Effect]: string } = {
  answer: 'status or code',
  html: 'html',
  hang: 'hang',
  reset: 'reset',
  token_revoked: 'token_revoked',
  bad_events: 'bad_one_in or bad_event_ids',
  none: 'latency_ms',
}
const NEEDS: [field: keyof Failure, effects: Effect[]][] = [
  ['subcode', ['answer']],
  ['is_transient', ['answer']],
  ['message', ['answer']],
  ['blame', ['bad_events']],
  ['taken', ['answer', 'html', 'hang', 'reset']],
]

interface Check {
  is(value: unknown): boolean
  must: string
}
const whole = (min: number, max: number): Check => ({
  is: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
  must: `a whole number from ${min} to ${max}`,
})
const number = (min: number, max: number): Check => ({
  is: (value) => typeof value === 'number' && value >= min && value <= max,
  must: `a number from ${min} to ${max}`,
})
const flag: Check = { is: (value) => typeof value === 'boolean', must: 'true or false' }
const text: Check = { is: (value) => typeof value === 'string' && value !== '', must: 'a text' }
const ON: readonly unknown[] = [...REQUEST_KINDS, 'all']
const DAY_S = 86_400

const FIELDS: { [field in keyof Required<Failure>]: Check } = {
  status: whole(400, 599),
  code: whole(1, 9_999_999),
  subcode: whole(1, 9_999_999),
  is_transient: flag,
  message: text,
  html: {
    is: (value) => typeof value === 'boolean' || (typeof value === 'string' && value !== ''),
    must: 'true, or the page as a text',
  },
  hang: flag,
  reset: flag,
  token_revoked: flag,
  bad_one_in: whole(1, 1_000_000_000),
  bad_event_ids: {
    is: (value) => Array.isArray(value) && value.length > 0 && value.every((id) => typeof id === 'string'),
    must: 'a list of event ids',
  },
  blame: flag,
  taken: flag,
  latency_ms: number(0, DAY_S * 1_000),
  usage_percent: number(0, 1_000),
  retry_after_s: whole(0, DAY_S),
  rate: {
    is: (value) => typeof value === 'number' && value > 0 && value <= 1,
    must: 'a number above 0, up to 1',
  },
  count: whole(1, 1_000_000_000),
  on: { is: (value) => ON.includes(value), must: `one of ${ON.join(', ')}` },
  dataset_id: {
    is: (value) => typeof value === 'string' && /^\d{1,20}$/.test(value),
    must: 'a text of digits (in quotes: it does not fit in every JSON number)',
  },
  access_token: text,
}
