import { hash } from 'node:crypto'
import { type Event, type IdentifiedEvent, identify } from '@countersign/core'

/** What a person is known by when they take their consent back. */
export const CONSENT_KEYS = ['fbp', 'external_id', 'em', 'ph'] as const
export type ConsentKey = (typeof CONSENT_KEYS)[number]

/** Values as identified events hold them: fbp in clear, of all others digests. */
export type ConsentKeys = { [K in ConsentKey]?: readonly string[] }

/** Who an event is of: its match keys, and their alternates by the classic SDKs' normalisation. */
export type Person = Pick<IdentifiedEvent, 'user_data' | 'aud'>

export interface Withdrawals {
  /** how many values are kept, by their key; one email or id may be several digests */
  counts: { [K in ConsentKey]: number }
  /** the last ones, newest first */
  latest: Withdrawal[]
}
export interface Withdrawal {
  key: ConsentKey
  value: string
  revoked_at_ms: number
}

/** Whether any of a person's values is one that is looked for. Asked for every event: it makes nothing anew. */
export function someConsentKey(
  { user_data, aud }: Person,
  is: (key: ConsentKey, value: string) => boolean,
): boolean {
  if (user_data.fbp !== undefined && is('fbp', user_data.fbp)) return true
  for (const key of HASHED_CONSENT_KEYS) {
    if (someOf(key, user_data[key], is) || someOf(key, aud?.[key], is)) return true
  }
  return false
}
const HASHED_CONSENT_KEYS = ['external_id', 'em', 'ph'] as const

function someOf(
  key: ConsentKey,
  values: readonly string[] | undefined,
  is: (key: ConsentKey, value: string) => boolean,
): boolean {
  if (values !== undefined) for (const value of values) if (is(key, value)) return true
  return false
}

/** All that a person is known by. */
export function consentKeysOf(person: Person): ConsentKeys {
  const keys: { [K in ConsentKey]?: string[] } = {}
  someConsentKey(person, (key, value) => {
    const values = keys[key]
    if (values === undefined) keys[key] = [value]
    else if (!values.includes(value)) values.push(value)
    return false
  })
  return keys
}

/** A person as people write them down: plain, or digests. */
export interface PersonInClear {
  email?: readonly string[]
  phone?: readonly string[]
  external_id?: readonly string[]
  fbp?: readonly string[]
}

const GIVEN: { [K in keyof Required<PersonInClear>]: { key: ConsentKey; form: string } } = {
  email: { key: 'em', form: 'an address such as jo@shop.example' },
  phone: { key: 'ph', form: 'a number with its country code, such as +16505551212' },
  external_id: { key: 'external_id', form: "the site's own id" },
  fbp: { key: 'fbp', form: 'the cookie as fb.1.1763900000000.1098115397' },
}

/**
 * Every form in which events may hold what a person is known by: normalised as the pixel and as the classic SDKs do it,
 * and an external_id also as it is, since sites hash theirs themselves; by SHA-256, and by the MD5 that is let through.
 * @returns or what is wrong with what was given, without repeating it
 */
export function identifyPerson(given: PersonInClear): { keys: ConsentKeys } | string {
  const keys: { [K in ConsentKey]?: string[] } = {}
  for (const name of Object.keys(GIVEN) as (keyof PersonInClear)[]) {
    const { key, form } = GIVEN[name]
    for (const text of given[name] ?? []) {
      const values = formsOf(key, text)
      if (values.length === 0)
        return `${name}: give ${form}${key === 'fbp' ? '' : ', or its SHA-256 as 64 hex digits'}`
      keys[key] = [...new Set([...(keys[key] ?? []), ...values])]
    }
  }
  return { keys }
}

const HASHES = [(text: string) => hash('sha256', text), (text: string) => hash('md5', text)]

function formsOf(key: ConsentKey, text: string): readonly string[] {
  const found = HASHES.flatMap((sha256) => {
    const as_it_is = key === 'external_id' ? [sha256(text.trim())] : []
    const user_data = { [key]: key === 'fbp' ? text : [text, ...as_it_is] }
    const { event } = identify({ ...NO_EVENT, user_data }, { channel: 'server', received_at_ms: 0, sha256 })
    return consentKeysOf(event)[key] ?? []
  })
  return [...new Set(found)]
}
const NO_EVENT: Event = {
  event_name: '',
  event_time: 0,
  event_id: null,
  action_source: null,
  user_data: {},
  custom_data: {},
}
