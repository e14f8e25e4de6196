import { Random } from './random.js'

export interface Product {
  id: string
  name: string
  /** its page, from the root */
  path: string
  category: string
  /** in cents, so that sums are exact */
  price_cents: number
}

const CATEGORIES = ['shirts', 'shoes', 'bags', 'lamps', 'mugs', 'prints']
const COLOURS = ['blue', 'red', 'green', 'black', 'white', 'sand', 'grey', 'olive', 'plum', 'rust']
const ENDINGS_CENTS = [0, 50, 90, 95, 99]
const CATALOGUE_SEED = 60

/** What every simulated shop sells: sixty things at as many prices. */
export const PRODUCTS: readonly Product[] = productsOf(new Random(CATALOGUE_SEED))

function productsOf(random: Random): Product[] {
  return CATEGORIES.flatMap((category) =>
    COLOURS.map((colour) => {
      const name = `${colour} ${category.slice(0, -1)}`
      return {
        id: `SKU-${random.int(10_000, 99_999)}`,
        name,
        path: `/products/${name.replaceAll(' ', '-')}`,
        category,
        price_cents: random.int(4, 180) * 100 + random.pick(ENDINGS_CENTS),
      }
    }),
  )
}

export interface CartLine {
  product: Product
  quantity: number
}

export const centsOf = (lines: readonly CartLine[]): number =>
  lines.reduce((sum, { product, quantity }) => sum + product.price_cents * quantity, 0)
