import type { Json } from '../event.js'
import { isDigest } from '../identify/digest.js'
import { withoutPlainIdentity } from './plain-identity.js'
import { printable } from './printable.js'

/** How many places of one event are named. */
const NOTES_MAX = 50
const NAME_CHARS_MAX = 60

/**
 * Names under which ids stand: ids are often digits in groups, and stay whatever they look like. Lower case, letters
 * and digits only.
 */
const ID_NAMES: ReadonlySet<string> = new Set([
  'id',
  'contentid',
  'contentids',
  'orderid',
  'ordernumber',
  'transactionid',
  'productid',
  'variantid',
  'itemid',
  'itemnumber',
  'itemgroupid',
  'productgroupid',
  'productcatalogid',
  'subscriptionid',
  'eventid',
  'sku',
  'gtin',
  'ean',
  'upc',
  'mpn',
  'isbn',
])

/** Where something stands. Kept as it is walked and put into words only where something is taken out. */
export interface Path {
  inside: Path | null
  /** a key, a list's place, or a URL's parameter */
  name: string | number
  is_parameter?: boolean
}

export const rootPath = (field: string): Path => ({ inside: null, name: field })

/** What the owner restricts, and what was found while stripping one event. */
export class Stripping {
  /** Where something was taken out, each place once: paths without any value */
  readonly stripped: string[] = []
  readonly #restricted: ReadonlySet<string>

  /** @param restricted  names in lower case */
  constructor(restricted: ReadonlySet<string>) {
    this.#restricted = restricted
  }

  isRestricted(name: string): boolean {
    return this.#restricted.size > 0 && this.#restricted.has(name.trim().toLowerCase())
  }

  isId(name: string): boolean {
    return name.length <= NAME_CHARS_MAX && ID_NAMES.has(name.toLowerCase().replace(/[^a-z0-9]+/g, ''))
  }

  note(path: Path): void {
    if (this.stripped.length >= NOTES_MAX) return
    const words = wordsOf(path)
    if (!this.stripped.includes(words)) this.stripped.push(words)
  }
}

/** `custom_data.contents[0].title`, `event_source_url?email` */
function wordsOf({ inside, name, is_parameter }: Path): string {
  const before = inside === null ? '' : wordsOf(inside)
  if (typeof name === 'number') return `${before}[${name}]`
  // A name came from outside, too, and could be identity itself.
  const shown = printable(withoutPlainIdentity(name), NAME_CHARS_MAX)
  return is_parameter ? `${before}?${shown}` : before === '' ? shown : `${before}.${shown}`
}

/** Whether a value is hashed: a digest, or a list of such. */
export const isHashed = (value: Json): boolean =>
  typeof value === 'string'
    ? isDigest(value)
    : Array.isArray(value) && value.length > 0 && value.every(isHashed)
