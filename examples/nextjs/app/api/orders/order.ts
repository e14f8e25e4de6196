/** What both sides report of an order. Its id is the event id of both reports. */
export interface Order {
  order_id: string
  value: number
  currency: string
  contents: { id: string; quantity: number; item_price: number }[]
}
