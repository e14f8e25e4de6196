import type { Json } from '../event.js'

const CURRENCY = /^\s*[A-Za-z]{3}\s*$/
const NUMBER = /^\s*[+-]?\d+(\.\d+)?\s*$/
/** Text that is looked into as JSON: longer than any list of contents that an event of 64 KiB holds. */
const JSON_CHARS_MAX = 65_536

const isText = (given: Json): boolean =>
  (typeof given === 'string' && given.trim() !== '') || typeof given === 'number'
const isNumber = (given: Json): boolean =>
  typeof given === 'number' ? Number.isFinite(given) : typeof given === 'string' && NUMBER.test(given)
const isFlag = (given: Json): boolean => typeof given === 'boolean' || isText(given)

/** A list, one scalar, or either as JSON text, as WooCommerce's plug-in sends it. */
function isIds(given: Json): boolean {
  const list = listOf(given)
  return list === null ? isText(given) : list.length > 0 && list.every(isText)
}

function isContents(given: Json): boolean {
  const list = listOf(given)
  return list !== null && list.length > 0 && list.every(hasId)
}

const hasId = (item: Json): boolean =>
  item !== null && typeof item === 'object' && !Array.isArray(item) && isText(item.id ?? null)

function listOf(given: Json): Json[] | null {
  if (Array.isArray(given)) return given
  if (typeof given !== 'string' || !given.startsWith('[') || given.length > JSON_CHARS_MAX) return null
  try {
    const read: unknown = JSON.parse(given)
    return Array.isArray(read) ? read : null
  } catch {
    return null
  }
}

const DELIVERY_CATEGORIES = ['in_store', 'curbside', 'home_delivery']

/** When a documented parameter can be used. @source reference 4.2 */
const USABLE = new Map<string, (given: Json) => boolean>(
  Object.entries({
    // As counting reads it: what is text here was no number when it was decoded.
    value: (given: Json) => typeof given === 'number' && Number.isFinite(given),
    currency: (given: Json) => typeof given === 'string' && CURRENCY.test(given),
    content_ids: isIds,
    contents: isContents,
    content_type: isText,
    content_name: isText,
    content_category: isText,
    num_items: isNumber,
    order_id: isText,
    predicted_ltv: isNumber,
    search_string: isText,
    status: isFlag,
    item_number: isText,
    delivery_category: (given: Json) =>
      typeof given === 'string' && DELIVERY_CATEGORIES.includes(given.trim().toLowerCase()),
    net_revenue: isNumber,
    lead_event_source: isText,
    event_source: isText,
    product_catalog_id: isText,
    subscription_id: isText,
    namespace: isText,
    customer_segmentation: isText,
  }),
)

/** The documented custom_data parameters. */
export const PARAMS: readonly string[] = [...USABLE.keys()]

/** Whether a documented parameter came in a form that can be used. @source reference 4.2 */
export const isUsableParam = (name: string, given: Json): boolean => USABLE.get(name)?.(given) ?? false
