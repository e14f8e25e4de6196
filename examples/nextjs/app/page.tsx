import { BuyButton } from './buy-button'

export default function Page() {
  return (
    <main>
      <h1>A lamp</h1>
      <BuyButton sku="lamp" />
    </main>
  )
}
