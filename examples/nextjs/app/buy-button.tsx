'use client'

import { usePixel } from '@countersign/pixel/react'
import { useState } from 'react'
import type { Order } from './api/orders/order'

/** Places an order, and reports it under the order's id, as the server does. */
export function BuyButton({ sku }: { sku: string }) {
  const { track } = usePixel()
  const [order_id, setOrder] = useState<string>()

  async function buy() {
    const response = await fetch('/api/orders', { method: 'POST', body: JSON.stringify({ sku }) })
    const { order_id, ...purchase }: Order = await response.json()
    track('Purchase', { ...purchase, order_id }, { eventID: order_id })
    setOrder(order_id)
  }

  if (order_id) return <p>Thank you. Your order is {order_id}.</p>
  return (
    <button type="button" id="buy" onClick={buy}>
      Buy
    </button>
  )
}
