import { isObject, readList } from '../decode/loose-value.js'
import type { Json } from '../event.js'
import type { Notes } from './notes.js'

const DELIVERY_CATEGORIES: ReadonlySet<Json> = new Set(['in_store', 'curbside', 'home_delivery'])

/**
 * What was bought or looked at: a list of objects, or its JSON text, each with an id.
 * @returns null where absent, null or empty text
 * Problems: contents_not_a_list (2804019), contents_id_missing (2804008, one an item). A delivery_category is
 * put in lower case; an unknown one is warned about.
 * @source reference 4.2, 5.6; settled.md, "What comes in"
 */
export function validateContents(sent: Json | undefined, notes: Notes): Json[] | null {
  if (sent === undefined || sent === null || sent === '') return null
  const list = readList(sent)
  if (list === null) {
    notes.refuse('contents_not_a_list', 'custom_data.contents')
    return null
  }
  let contents = list
  for (let place = 0; place < list.length; place += 1) {
    const item = validateItem(list[place] ?? null, place, notes)
    if (item === list[place]) continue
    if (contents === list) contents = [...list]
    contents[place] = item
  }
  return contents
}

function validateItem(item: Json, place: number, notes: Notes): Json {
  if (!isObject(item)) {
    notes.refuse('contents_id_missing', `custom_data.contents[${place}]`, 'is not an object')
    return item
  }
  const { id, delivery_category } = item
  if (!(typeof id === 'number' || (typeof id === 'string' && id.trim() !== '')))
    notes.refuse('contents_id_missing', `custom_data.contents[${place}].id`)
  if (delivery_category === undefined) return item
  const known = readDeliveryCategory(delivery_category, notes)
  return known === delivery_category ? item : { ...item, delivery_category: known }
}

/** In lower case where that is a known one; else as sent, with a warning. */
export function readDeliveryCategory(sent: Json, notes: Notes): Json {
  if (DELIVERY_CATEGORIES.has(sent) || sent === null) return sent
  const lower = typeof sent === 'string' ? sent.trim().toLowerCase() : sent
  if (DELIVERY_CATEGORIES.has(lower)) return lower
  notes.warn('delivery_category_invalid')
  return sent
}
