import type { Action } from './action.js'
import { centsOf } from './catalogue.js'

/** What an action is about, in Meta's words; prices are the sum of what is in the cart. @source reference 4.1, 4.2 */
export function customDataOf({ event_name, lines, order_id }: Action): { [key: string]: unknown } {
  const [first] = lines
  if (first === undefined) return {}
  const said: { [key: string]: unknown } = {
    content_ids: lines.map(({ product }) => product.id),
    content_type: 'product',
    contents: lines.map(({ product, quantity }) => ({
      id: product.id,
      quantity,
      item_price: product.price_cents / 100,
    })),
    value: centsOf(lines) / 100,
    currency: 'EUR',
  }
  if (event_name === 'ViewContent' || event_name === 'AddToCart') said.content_name = first.product.name
  else said.num_items = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  if (order_id !== null) said.order_id = order_id
  return said
}
