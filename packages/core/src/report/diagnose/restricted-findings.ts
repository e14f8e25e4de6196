import type { IdentifiedEvent, JsonObject } from '../../event.js'
import { percentDecoded } from '../../identify/percent-decode.js'
import type { Finding } from '../diagnosis-codes.js'
import { addFinding } from './warning-findings.js'
import { remembered } from './words/remembered.js'
import { prohibitedKeyOf, restrictedCategoryOf } from './words/restricted-category.js'

/**
 * Adds what an event's names say that Meta restricts or prohibits: its event_name, the names in its custom_data and in its
 * page's query, the words of its page's path, and content_category. Values are not read, content_category apart.
 * @source reference 13.4, 13.5
 */
export function addRestrictedFindings(event: IdentifiedEvent, found: Finding[]): void {
  note('restricted_category', categoryOf(event.event_name), found)
  const { custom_data, event_source_url } = event
  addKeyFindings(custom_data, found)
  const { content_category } = custom_data
  if (typeof content_category === 'string')
    note('restricted_category', categoryOf(content_category.slice(0, CATEGORY_CHARS_MAX)), found)
  if (event_source_url !== undefined) addUrlFindings(event_source_url, found)
}

function addKeyFindings(custom_data: JsonObject, found: Finding[]): void {
  for (const key in custom_data) {
    const said = keyOf(key)
    if (said === NOTHING) continue
    note(said.prohibited === null ? 'restricted_category' : 'potential_violation', said.what, found)
  }
}

function addUrlFindings(url: string, found: Finding[]): void {
  const scheme = url.indexOf('://')
  const slash = scheme < 0 ? -1 : url.indexOf('/', scheme + 3)
  const hash = url.indexOf('#')
  const end = hash < 0 ? url.length : hash
  const mark = url.indexOf('?')
  const query = mark < 0 || mark > end ? end : mark
  // `/` alone says nothing.
  if (slash >= 0 && query - slash > 1)
    note(
      'restricted_category',
      pathCategoryOf(url.slice(slash, Math.min(query, slash + PATH_CHARS_MAX))),
      found,
    )
  for (let from = query + 1, names = 0; from < end && names < QUERY_NAMES_MAX; names += 1) {
    const ampersand = url.indexOf('&', from)
    const to = ampersand < 0 || ampersand > end ? end : ampersand
    const equals = url.indexOf('=', from)
    const name = url.slice(from, equals < 0 || equals > to ? to : equals)
    note('potential_violation', queryNameOf(name), found)
    from = to + 1
  }
}

const CATEGORY_CHARS_MAX = 200
const PATH_CHARS_MAX = 300
const QUERY_NAMES_MAX = 50

function note(
  code: 'restricted_category' | 'potential_violation',
  what: string | null,
  found: Finding[],
): void {
  if (what !== null) addFinding(found, code, what)
}

interface KeySaid {
  prohibited: string | null
  what: string | null
}
const NOTHING: KeySaid = { prohibited: null, what: null }

const categoryOf = remembered(restrictedCategoryOf)
const pathCategoryOf = remembered((path) => restrictedCategoryOf(percentDecoded(path)))
const queryNameOf = remembered((name) => prohibitedKeyOf(percentDecoded(name)))
const keyOf = remembered((key): KeySaid => {
  const prohibited = prohibitedKeyOf(key)
  const what = prohibited ?? restrictedCategoryOf(key)
  return what === null ? NOTHING : { prohibited, what }
})
