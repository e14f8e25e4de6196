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

  note(path: string): void {
    if (this.stripped.length < NOTES_MAX && !this.stripped.includes(path)) this.stripped.push(path)
  }

  /** A name as a path may show it: it came from outside, and could be identity itself. */
  nameOf(name: string): string {
    return printable(withoutPlainIdentity(name), NAME_CHARS_MAX)
  }
}

/** Whether a value is hashed: a digest, or a list of such. */
export const isHashed = (value: Json): boolean =>
  typeof value === 'string'
    ? isDigest(value)
    : Array.isArray(value) && value.length > 0 && value.every(isHashed)
