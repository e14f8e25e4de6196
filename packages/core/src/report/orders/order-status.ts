import type { OrderStatus } from './order.js'

/** Shops' words for what became of an order, by what we take it as. What is not paid (yet) is compared once it is. */
const WORDS: { [K in OrderStatus]: readonly string[] } = {
  // Partly refunded: the order stands. Processing and shipped are WooCommerce's words for paid.
  paid: [
    'paid',
    'partially_paid',
    'partially_refunded',
    'partial_refund',
    'completed',
    'complete',
    'processing',
    'succeeded',
    'authorized',
    'captured',
    'shipped',
    'fulfilled',
    'closed',
    'open',
  ],
  cancelled: [
    'cancelled',
    'canceled',
    'voided',
    'failed',
    'pending',
    'on_hold',
    'expired',
    'unpaid',
    'abandoned',
    'trash',
    'draft',
    'blocked',
    'requires_payment_method',
    'requires_action',
    'requires_confirmation',
    'requires_capture',
    'incomplete',
    'incomplete_expired',
    'checkout_draft',
    'uncaptured',
  ],
  refunded: ['refunded', 'refund', 'disputed', 'chargeback'],
  test: ['test'],
}
const STATUS_OF = new Map(
  (Object.keys(WORDS) as OrderStatus[]).flatMap((status) =>
    WORDS[status].map((word): [string, OrderStatus] => [word, status]),
  ),
)

/** @returns what a shop's word means, `paid` where there is none, or what is wrong */
export function readStatus(given: unknown): OrderStatus | { says: string } {
  if (given === undefined || given === null || given === '') return 'paid'
  const word = typeof given === 'string' ? given.trim().toLowerCase().replace(/^wc-/, '') : ''
  return (
    STATUS_OF.get(word.replace(/[\s-]+/g, '_')) ?? {
      says: 'is no status that is known. Give paid, cancelled, refunded or test',
    }
  )
}
