import { readNumber } from '../../decode/loose-value.js'
import type { Sha256 } from '../../identify/digest.js'
import { hashField } from '../../identify/hash-field.js'
import type { Problem } from '../../problem/problem.js'
import { accept, type Result, refuse } from '../../result.js'
import { CURRENCIES } from '../../validate/currencies.js'
import { e4OfNumber, ORDER_ID_CHARS_MAX, type Order } from './order.js'
import { orderKey } from './order-key.js'
import { readStatus } from './order-status.js'
import { readPlacedAt } from './placed-at.js'

/** What an order is read from: texts and numbers, as they were sent. */
export interface GivenOrder {
  order_id?: unknown
  placed_at?: unknown
  value?: unknown
  currency?: unknown
  email?: unknown
  phone?: unknown
  external_id?: unknown
  status?: unknown
}

/** How an order's parts are read: a file's columns may have a decimal comma and a clock without a zone. */
export interface OrderDialect {
  readValue: (given: unknown) => number | { says: string }
  offset_minutes: number
}

/** Amounts of JSON: a number, or decimal text with a point. */
export function readJsonValue(given: unknown): number | { says: string } {
  const number = readNumber(given)
  const e4 = number === null ? null : e4OfNumber(number)
  return e4 ?? { says: 'is no amount. Give a number such as 12.34, or its text with a decimal point' }
}
const JSON_DIALECT: OrderDialect = { readValue: readJsonValue, offset_minutes: 0 }

/**
 * Reads an order; whoever placed it is normalised and hashed at once.
 * @param at  where it stands, e.g. `[3]`; empty for the body itself
 * @returns Problems, all of them: order_invalid
 */
export function readOrder(
  given: unknown,
  at: string,
  sha256: Sha256,
  dialect: OrderDialect = JSON_DIALECT,
): Result<Order> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return refuse([
      { code: 'order_invalid', at, seen: 'is no object. Give {"order_id": …, "placed_at": …, …}' },
    ])
  const order: GivenOrder = given
  const problems: Problem[] = []
  const fault = (field: string, says: string) => {
    problems.push({ code: 'order_invalid', at: at === '' ? field : `${at}.${field}`, seen: says })
  }
  const read = <T extends number | string>(
    field: keyof GivenOrder,
    value: T | { says: string },
  ): T | null => {
    if (typeof value !== 'object') return value
    fault(field, value.says)
    return null
  }
  const order_id = read('order_id', readOrderId(order.order_id))
  const placed_at_ms = read('placed_at', readPlacedAt(order.placed_at, dialect.offset_minutes))
  const value_e4 = read('value', readPositive(order.value, dialect))
  const currency = read('currency', readCurrency(order.currency))
  const status = read('status', readStatus(order.status))
  if (order_id === null || placed_at_ms === null || value_e4 === null || currency === null || status === null)
    return refuse(problems)
  const digest = (field: string, value: unknown) =>
    value === undefined || value === null ? null : hashField(field, textOf(value), sha256, YEAR).sha256
  return accept({
    order_id,
    placed_at_ms,
    value_e4,
    currency,
    status,
    em: digest('em', order.email),
    ph: digest('ph', order.phone),
    external_id: digest('external_id', order.external_id),
  })
}
/** Of dates of birth only, of which an order has none. */
const YEAR = 2000

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

function readOrderId(given: unknown): string | { says: string } {
  // Read as a number it is another one already, and two orders may have become one.
  if (typeof given === 'number' && !Number.isSafeInteger(given))
    return { says: 'is a number that is not exact. Send it as text, in quotes' }
  if (orderKey(given) === null)
    return { says: `is missing, or no text of 1 to ${ORDER_ID_CHARS_MAX} characters` }
  return String(given).trim()
}

function readPositive(given: unknown, { readValue }: OrderDialect): number | { says: string } {
  const value = readValue(given)
  return typeof value === 'number' && value < 0
    ? { says: 'is negative. Send a refund as the order with status refunded' }
    : value
}

function readCurrency(given: unknown): string | { says: string } {
  const code = typeof given === 'string' ? given.trim().toUpperCase() : ''
  return CURRENCIES.has(code) ? code : { says: 'is no ISO 4217 code. Give three letters, e.g. USD' }
}
