import type { IdentifiedEvent, JsonObject, UserData } from '../../event.js'
import type { Seen } from '../seen.js'

/** The clock of the tests of this folder: 2026-11-23 12:30 UTC. */
export const NOW_MS = Date.UTC(2026, 10, 23, 12, 30)
export const NOW_S = NOW_MS / 1_000

export const DIGEST = 'ab'.repeat(32)
export const CLICK_ID = 'IwAR2F4-dbP0l7Mn1IawQQGCINEz7PYXQvwjNwB_qa2ofrHyiLjcbCRxTDMgk'

type Changes = Omit<Partial<IdentifiedEvent>, 'user_data' | 'custom_data'> & {
  user_data?: UserData
  custom_data?: JsonObject
}

/** A Purchase of a shop that nothing is wrong with, and what the test is about. */
export function seenOf(changes: Changes = {}, around: Partial<Seen> = {}): Seen {
  return {
    seq: 1,
    channel: 'browser',
    received_at_ms: NOW_MS,
    warnings: [],
    automation: [],
    verdict: 'counted',
    method: null,
    ...around,
    event: {
      event_name: 'Purchase',
      event_time: NOW_S,
      event_id: 'purchase_1042',
      action_source: 'website',
      event_source_url: `https://shop.example/checkout/thank-you?utm_source=meta&fbclid=${CLICK_ID}`,
      ...changes,
      user_data: {
        em: [DIGEST],
        fbp: 'fb.1.1763000000000.1234567890',
        fbc: `fb.1.${NOW_MS - 60_000}.${CLICK_ID}`,
        client_ip_address: '203.0.113.7',
        client_user_agent: 'Mozilla/5.0 (X11; Linux x86_64)',
        ...changes.user_data,
      },
      custom_data: {
        value: 9.5,
        currency: 'USD',
        order_id: '1042',
        content_ids: ['A1'],
        content_type: 'product',
        contents: [{ id: 'A1', quantity: 1 }],
        ...changes.custom_data,
      },
    },
  }
}
