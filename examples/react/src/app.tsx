import { usePixel } from '@countersign/pixel/react'
import { useEffect, useState } from 'react'

const LAMP = { id: 'lamp', item_price: 19.5, quantity: 1 }

/** Two views and a router of three lines. No PageView here: the pixel follows the page's address. */
export function App() {
  const [order_id, setOrder] = useState<string>()
  if (order_id !== undefined) return <Thanks order_id={order_id} />
  const buy = (id: string) => {
    history.pushState({}, '', `/thanks?order=${id}`)
    setOrder(id)
  }
  return <Product onBuy={buy} />
}

function Product({ onBuy }: { onBuy: (order_id: string) => void }) {
  const { track } = usePixel()
  const add = () => track('AddToCart', { contents: [LAMP], value: 19.5, currency: 'EUR' })
  return (
    <main>
      <h1>A lamp</h1>
      <button type="button" id="add" onClick={add}>
        Put it in the cart
      </button>
      <button type="button" id="buy" onClick={() => onBuy(newOrderId())}>
        Buy
      </button>
    </main>
  )
}

function Thanks({ order_id }: { order_id: string }) {
  const { track } = usePixel()
  // An effect may run twice, and a thank-you page be opened again: by its event id the Purchase is sent once.
  useEffect(() => {
    track('Purchase', { contents: [LAMP], value: 19.5, currency: 'EUR', order_id }, { eventID: order_id })
  }, [track, order_id])
  return <h1>Thank you</h1>
}

/** In a real shop the server gives an order its id. */
const newOrderId = () => `order-${Date.now()}`
