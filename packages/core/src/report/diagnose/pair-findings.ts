import { readValue } from '../../deduplicate/value.js'
import type { IdentifiedEvent, JsonObject, UserData } from '../../event.js'
import { parseClickCookie } from '../../identify/click-cookie.js'
import type { DiagnosisCode, Finding } from '../diagnosis-codes.js'
import type { Seen } from '../seen.js'
import { isModified } from './fbc-findings.js'

/**
 * Says what a duplicate shows beside the anchor of the event that it was counted to: each diagnosis of level `pair`, and
 * fbc_modified where the server's fbc is the browser's in another case or cut.
 * @returns one of same_event_id and cached_event_id at most; nothing where currency differs is said of the value. Details are
 *          empty. Never throws.
 * @source reference 7.3, 9.3
 */
export function pairFindingsOf(copy: Seen, anchor: Seen): Finding[] {
  const codes = copy.channel === anchor.channel ? sameChannel(copy, anchor) : crossChannel(copy, anchor)
  return codes.map((code) => ({ code, detail: '' }))
}

/** One id on two events: other people, or another order. Only ids make such copies: fbp and external_id are the person. */
function sameChannel(copy: Seen, anchor: Seen): DiagnosisCode[] {
  if (copy.method !== 'event_id') return []
  const order = compareOrders(copy.event, anchor.event)
  if (order === 'same') return []
  if (order === 'other') return ['same_event_id']
  if (!isOtherPerson(copy.event.user_data, anchor.event.user_data)) return []
  return isOnePageForTwo(copy, anchor) ? ['cached_event_id'] : ['same_event_id']
}

/** By order_id where both have one; else another value says another order, and the same says nothing. */
function compareOrders(a: IdentifiedEvent, b: IdentifiedEvent): 'same' | 'other' | 'unknown' {
  const [order_a, order_b] = [orderId(a), orderId(b)]
  if (order_a !== null && order_b !== null) return order_a === order_b ? 'same' : 'other'
  const [value_a, value_b] = [readValue(a.custom_data), readValue(b.custom_data)]
  if (value_a === null || value_b === null) return 'unknown'
  return value_a.value === value_b.value ? 'unknown' : 'other'
}

function orderId({ custom_data }: IdentifiedEvent): string | null {
  const { order_id } = custom_data
  if (typeof order_id === 'number') return String(order_id)
  return typeof order_id === 'string' && order_id !== '' ? order_id : null
}

/** One key in common and it is one person, be it on two devices; without, one key that differs says two. */
function isOtherPerson(a: UserData, b: UserData): boolean {
  let differs = false
  for (const key of PERSON_KEYS) {
    const [digests_a, digests_b] = [a[key], b[key]]
    if (digests_a === undefined || digests_b === undefined) continue
    if (digests_a.some((digest) => digests_b.includes(digest))) return false
    differs = true
  }
  if (a.fbp !== undefined && b.fbp !== undefined) {
    if (a.fbp === b.fbp) return false
    differs = true
  }
  return differs
}
const PERSON_KEYS = ['em', 'ph', 'external_id'] as const

/** Two browsers that got one HTML. */
function isOnePageForTwo({ channel, event: a }: Seen, { event: b }: Seen): boolean {
  if (channel !== 'browser' || a.user_data.fbp === undefined || b.user_data.fbp === undefined) return false
  const page = pageOf(a.event_source_url)
  return page !== null && page === pageOf(b.event_source_url) && a.user_data.fbp !== b.user_data.fbp
}

/** The address without query and fragment. */
function pageOf(url: string | undefined): string | null {
  if (url === undefined) return null
  const end = url.search(/[?#]/)
  return end < 0 ? url : url.slice(0, end)
}

function crossChannel(copy: Seen, anchor: Seen): DiagnosisCode[] {
  const [browser, server] =
    copy.channel === 'browser' ? [copy.event, anchor.event] : [anchor.event, copy.event]
  const codes: DiagnosisCode[] = []
  const money = compareMoney(browser.custom_data, server.custom_data)
  if (money !== null) codes.push(money)
  const [from, told] = [browser.user_data.client_ip_address, server.user_data.client_ip_address]
  if (from !== undefined && told !== undefined && from !== told) {
    const [is_v6, told_v6] = [from.includes(':'), told.includes(':')]
    if (is_v6 && !told_v6) codes.push('ipv6')
    else if (is_v6 === told_v6 && (!is_v6 || networkOf(from) !== networkOf(told))) codes.push('ip_mismatch')
  }
  if (isOtherFbc(browser.user_data.fbc, server.user_data.fbc)) codes.push('fbc_modified')
  return codes
}

/** Amounts of two currencies are not compared; currencies are, whether or not the amounts can be read. */
function compareMoney(browser: JsonObject, server: JsonObject): 'currency_differs' | 'value_differs' | null {
  const [from, told] = [currencyOf(browser), currencyOf(server)]
  if (from !== null && told !== null && from !== told) return 'currency_differs'
  const [shown, sent] = [readValue(browser)?.value ?? '', readValue(server)?.value ?? '']
  return shown !== '' && sent !== '' && shown !== sent ? 'value_differs' : null
}

const currencyOf = ({ currency }: JsonObject): string | null =>
  typeof currency === 'string' ? currency.trim().toUpperCase() || null : null

/** The first 64 bits of an IPv6 address: the rest changes by the hour in a visitor's own device. @source RFC 8981 */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array<string>(Math.max(0, IPV6_GROUPS - left.length - right.length)).fill('0')
  const groups = tail === undefined ? left : [...left, ...zeros, ...right]
  return groups
    .slice(0, NETWORK_GROUPS)
    .map((group) => Number.parseInt(group, 16))
    .join(':')
}
const IPV6_GROUPS = 8
const NETWORK_GROUPS = 4

function isOtherFbc(browser: string | undefined, server: string | undefined): boolean {
  if (browser === undefined || server === undefined || browser === server) return false
  const [original, sent] = [parseClickCookie(browser), parseClickCookie(server)]
  return original !== null && sent !== null && isModified(sent.payload, original.payload)
}
