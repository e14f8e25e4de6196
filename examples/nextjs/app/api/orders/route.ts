import type { Order } from './order'
import { reportPurchase } from './report-purchase'

/** POST /api/orders: places an order, and reports it by the Conversions API. */
export async function POST(request: Request): Promise<Response> {
  const { sku } = await request.json()
  const order: Order = {
    order_id: `order-${crypto.randomUUID()}`,
    value: 19.5,
    currency: 'EUR',
    contents: [{ id: String(sku), quantity: 1, item_price: 19.5 }],
  }
  await reportPurchase(order, request)
  return Response.json(order, { status: 201 })
}
