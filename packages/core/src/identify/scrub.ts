import type { Json, JsonObject } from '../event.js'
import { isIdentityName } from './identity-names.js'
import { mayHoldEmail, REMOVED, withoutEmails } from './plain-email.js'
import { scrubUrl } from './scrub-url.js'

/** What was found while scrubbing. */
export interface Findings {
  plain_identity: boolean
  too_deep: boolean
}

/** Deeper than any event we know; below it nothing is searched, so nothing is kept. */
const DEPTH_MAX = 16

/**
 * Takes plain identity out of custom_data and its like, at any depth: keys named for identity go, and email addresses
 * inside texts become `_removed_`. Texts that are URLs lose their identity parameters too.
 * @param findings  set where something was found, never unset
 * @returns the very same object where nothing was found. Never throws; twice is once.
 */
export function scrubObject(object: JsonObject, findings: Findings, depth = 0): JsonObject {
  let copy: JsonObject | undefined
  for (const key in object) {
    const value = object[key] as Json
    const kept = isIdentity(key) ? undefined : scrubValue(value, findings, depth)
    if (kept === value) continue
    copy ??= { ...object }
    if (kept === undefined) {
      findings.plain_identity = true
      delete copy[key]
    } else
      Object.defineProperty(copy, key, { value: kept, enumerable: true, configurable: true, writable: true })
  }
  return copy ?? object
}

/** A key named for identity, or one that is an address itself. */
const isIdentity = (key: string): boolean =>
  isIdentityName(key) || (mayHoldEmail(key) && withoutEmails(key) !== key)

function scrubValue(value: Json, findings: Findings, depth: number): Json {
  if (typeof value === 'string') return scrubText(value, findings)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEPTH_MAX) {
    findings.too_deep = true
    return REMOVED
  }
  return Array.isArray(value)
    ? scrubList(value, findings, depth + 1)
    : scrubObject(value, findings, depth + 1)
}

function scrubList(list: Json[], findings: Findings, depth: number): Json[] {
  let copy: Json[] | undefined
  for (let at = 0; at < list.length; at++) {
    const value = list[at] as Json
    const kept = scrubValue(value, findings, depth)
    if (kept === value) continue
    copy ??= list.slice()
    copy[at] = kept
  }
  return copy ?? list
}

function scrubText(text: string, findings: Findings): string {
  const kept = text.includes('://') ? scrubUrl(text) : mayHoldEmail(text) ? withoutEmails(text) : text
  if (kept !== text) findings.plain_identity = true
  return kept
}

/**
 * The same for a beacon's other parameters. The pixel's own masked shapes of identifiers (`cud[em]`) are no use to us
 * and go without being counted as the site's fault.
 */
export function scrubParameters(
  params: { [param: string]: string },
  findings: Findings,
): { [param: string]: string } {
  let copy: { [param: string]: string } | undefined
  for (const param in params) {
    const value = params[param] as string
    const is_masked_shape = MASKED_SHAPE.test(param)
    const kept = is_masked_shape || isIdentity(param) ? undefined : scrubText(value, findings)
    if (kept === value) continue
    copy ??= { ...params }
    if (kept === undefined) {
      if (!is_masked_shape) findings.plain_identity = true
      delete copy[param]
    } else copy[param] = kept
  }
  return copy ?? params
}

const MASKED_SHAPE = /^n?cud(?:ff)?\[/
