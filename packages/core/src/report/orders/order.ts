/** What became of an order. Only `paid` ones are compared; a refunded one was paid, and its Purchase was right. */
export const ORDER_STATUSES = ['paid', 'cancelled', 'refunded', 'test'] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** What an order and a Purchase may be. Every one is exactly one; `excluded` is not compared. */
export const ORDER_CLASSES = ['both', 'both_differs', 'only_shop', 'only_tracked', 'excluded'] as const
export type OrderClass = (typeof ORDER_CLASSES)[number]

/** An order of the shop's, as it is kept: who placed it is known by digests only. */
export interface Order {
  /** as the shop writes it, e.g. `#1001` */
  order_id: string
  placed_at_ms: number
  /** ten-thousandths of the currency's unit: money is added up exactly */
  value_e4: number
  /** three letters, upper case */
  currency: string
  status: OrderStatus
  em: string | null
  ph: string | null
  external_id: string | null
}

export const ORDER_ID_CHARS_MAX = 128
/** 10^11 of any currency: the largest amount whose ten-thousandths are exact. */
export const VALUE_E4_MAX = 1e15
/** How much of a digest is kept to compare people by: 64 bits. */
export const IDENTITY_CHARS = 16

/** What an order and a Purchase are compared by: the beginnings of digests. */
export const identityOf = ({ em, ph, external_id }: Pick<Order, 'em' | 'ph' | 'external_id'>): string[] => [
  ...new Set(
    [em, ph, external_id]
      .filter((digest) => digest !== null)
      .map((digest) => digest.slice(0, IDENTITY_CHARS)),
  ),
]

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$/

/** Decimal text as ten-thousandths, the fifth digit rounded half up; null where it is none, or beyond the limit. */
export function e4Of(text: string): number | null {
  const parts = DECIMAL.exec(text)
  if (!parts) return null
  const [, sign, whole = '', fraction = ''] = parts
  const digits = fraction.padEnd(5, '0')
  const e4 = Number(whole) * 10_000 + Number(digits.slice(0, 4)) + (digits.charAt(4) >= '5' ? 1 : 0)
  if (e4 > VALUE_E4_MAX) return null
  return sign === '-' && e4 > 0 ? -e4 : e4
}

/** A number that came in an event or in JSON as ten-thousandths; null where it is beyond the limit. */
export function e4OfNumber(value: number): number | null {
  // Exponents are of numbers so large or so small that rounding loses nothing that counts.
  const e4 = e4Of(String(value)) ?? Math.round(value * 10_000)
  return Number.isSafeInteger(e4) && Math.abs(e4) <= VALUE_E4_MAX ? e4 : null
}

/** For answers: the nearest number. */
export const amountOf = (e4: number): number => e4 / 10_000
