import { createHash } from 'node:crypto'

export interface Order {
  id: string
  email: string
  total: number
  currency: string
}

/** Where Meta is: in a test the emulator. */
export interface Meta {
  url: string
  dataset_id: string
  access_token: string
}

const ATTEMPTS = 3

/** What a shop's server does when an order is paid: it tells Meta, and again where that can help. */
export async function reportOrder(order: Order, meta: Meta): Promise<void> {
  const event = {
    event_name: 'Purchase',
    event_time: Math.floor(Date.now() / 1_000),
    // The same id as the page's fbq('track', 'Purchase', …, { eventID }): so the two count once.
    event_id: `order-${order.id}`,
    action_source: 'website',
    event_source_url: 'https://shop.example/thanks',
    user_data: { em: [createHash('sha256').update(order.email.trim().toLowerCase()).digest('hex')] },
    custom_data: { value: order.total, currency: order.currency, order_id: order.id },
  }
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${meta.url}/v24.0/${meta.dataset_id}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${meta.access_token}` },
      body: JSON.stringify({ data: [event] }),
    })
    if (response.ok) return
    if (response.status < 500 || attempt === ATTEMPTS) throw new Error(await response.text())
  }
}
