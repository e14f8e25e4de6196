import type { Action, EventName } from './action.js'
import { type CartLine, PRODUCTS, type Product } from './catalogue.js'
import type { Random } from './random.js'
import type { Visitor } from './visitor.js'

export const SHOP = 'https://shop.example'
/** How many of those before go on: a shop whose visitors mostly leave. */
const GOES_ON = { another_page: 0.54, to_cart: 0.38, to_checkout: 0.62, to_order: 0.66 }
const PAGES_MAX = 9
/** Where a visit begins: home, a category, a product. */
const LANDINGS = [0.3, 0.15, 0.55]
const SOURCES = ['', 'https://www.google.com/', 'https://l.facebook.com/', 'https://l.instagram.com/']

/** One visit: page after page, and what was done there. */
export class Journey {
  readonly actions: Action[] = []
  private url = ''
  private referrer: string

  constructor(
    private at_ms: number,
    private readonly visitor: Visitor,
    private readonly random: Random,
    private readonly newOrderId: () => string,
  ) {
    this.referrer = visitor.fbclid === null ? random.pick(SOURCES) : 'https://l.instagram.com/'
  }

  /** @param clicked  whether the visit begins with the click on an advertisement */
  walk(clicked: boolean): Action[] {
    const { random, visitor } = this
    const cart: CartLine[] = []
    const query = clicked && visitor.fbclid !== null ? `?utm_source=ig&fbclid=${visitor.fbclid}` : ''
    let landing = random.weighted(LANDINGS)
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const product = random.pick(PRODUCTS)
      if (landing === 2) this.viewProduct(product, pages === 0 ? query : '', cart)
      else this.open(landing === 0 ? '/' : `/collections/${product.category}`, pages === 0 ? query : '')
      if (!random.chance(GOES_ON.another_page)) break
      landing = random.weighted([0.1, 0.25, 0.65])
    }
    if (cart.length > 0 && random.chance(GOES_ON.to_checkout)) this.checkOut(cart)
    return this.actions
  }

  private viewProduct(product: Product, query: string, cart: CartLine[]): void {
    const { random } = this
    this.open(product.path, query)
    this.act('ViewContent', [{ product, quantity: 1 }], random.int(30, 200))
    if (!random.chance(GOES_ON.to_cart)) return
    const line = { product, quantity: 1 + random.weighted([0.72, 0.18, 0.07, 0.03]) }
    cart.push(line)
    this.act('AddToCart', [line], random.int(4_000, 60_000))
  }

  private checkOut(cart: readonly CartLine[]): void {
    const { random } = this
    this.open('/cart', '')
    this.open('/checkout', '')
    this.act('InitiateCheckout', cart, random.int(100, 500))
    if (!random.chance(GOES_ON.to_order)) return
    const order_id = this.newOrderId()
    this.at_ms += random.int(40_000, 240_000)
    this.open(`/checkout/thank-you/${order_id}`, '', true)
    this.act('Purchase', cart, random.int(50, 400), order_id)
  }

  private open(path: string, query: string, is_known = false): void {
    this.referrer = this.url === '' ? this.referrer : this.url
    if (this.url !== '') this.at_ms += this.random.int(5_000, 70_000)
    this.url = `${SHOP}${path}${query}`
    this.act('PageView', [], 0, null, is_known)
  }

  private act(
    event_name: EventName,
    lines: readonly CartLine[],
    after_ms: number,
    order_id: string | null = null,
    is_known = order_id !== null,
  ): void {
    this.at_ms += after_ms
    this.actions.push({
      event_name,
      event_id: this.random.uuid(),
      at_ms: this.at_ms,
      visitor: this.visitor,
      url: this.url,
      referrer: this.referrer,
      lines,
      order_id,
      is_known: is_known || this.visitor.is_logged_in,
    })
  }
}
