import { ORDER_ID_CHARS_MAX } from './order.js'

/**
 * An order id in the one form in which it is compared: `#1001`, ` 1001` and `1001` are one order.
 * @returns null for what is empty or too long to be one
 */
export function orderKey(given: unknown): string | null {
  const text = typeof given === 'number' && Number.isFinite(given) ? String(given) : given
  if (typeof text !== 'string' || text.length > ORDER_ID_CHARS_MAX * 2) return null
  const key = text
    .trim()
    .replace(/^#+\s*/, '')
    .toLowerCase()
  return key === '' || key.length > ORDER_ID_CHARS_MAX ? null : key
}

/**
 * How surely a Purchase names an order: 0 by custom_data.order_id, 1 an event_id that is the order id, 2 one that is it
 * after words (`purchase-A-1001`), 3 one that has it as a whole token (`shop.1001.thanks`).
 */
export type KeyRank = 0 | 1 | 2 | 3
export interface PurchaseKey {
  key: string
  rank: KeyRank
}

/** How many tokens of an event_id are looked up. */
const TOKENS_MAX = 3
/** Words before an order id, and what divides them from it. */
const AFTER_WORDS = /^[a-z]+(?:[\s_.:/#-]+[a-z]+)*[\s_.:/#-]+(?=.*\d)/
/** A random id: its parts are no order ids. */
const RANDOM = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/

/** The orders that a Purchase may be of, the surest first, each once. */
export function keysOfPurchase(order_id: unknown, event_id: string | null): PurchaseKey[] {
  const keys = new Map<string, KeyRank>()
  const add = (key: string | null, rank: KeyRank) => {
    if (key !== null && !keys.has(key)) keys.set(key, rank)
  }
  add(orderKey(order_id), 0)
  const whole = orderKey(event_id)
  if (whole !== null) {
    add(whole, 1)
    add(orderKey(whole.replace(AFTER_WORDS, '')), 2)
    if (!RANDOM.test(whole)) for (const token of tokensOf(whole).slice(0, TOKENS_MAX)) add(token, 3)
  }
  return [...keys].map(([key, rank]) => ({ key, rank }))
}

const tokensOf = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter((token) => /\d/.test(token))
