/** Text that a page says of itself. */
type Texts = { [name: string]: string }

const TEXT_CHARS_MAX = 500
/** More than this is left out: an event must stay below the server's 64 KiB. */
const JSON_LD_CHARS_MAX = 24_000
const ITEMS_MAX = 20
const DEPTH_MAX = 6

const cut = (text: string | null | undefined): string => (text ?? '').trim().slice(0, TEXT_CHARS_MAX)

/**
 * Collects what a page says of its content: title, OpenGraph, schema.org, JSON-LD.
 * @returns null where it says nothing beyond its title
 * @source reference 1.6
 */
export function microdataOf(page: Document): { [name: string]: unknown } | null {
  const meta: Texts = { title: cut(page.title) }
  for (const name of ['description', 'keywords']) {
    const content = page.querySelector<HTMLMetaElement>(`meta[name="${name}" i]`)?.content
    if (content) meta[`meta:${name}`] = cut(content)
  }
  const graph: Texts = {}
  for (const element of page.querySelectorAll<HTMLMetaElement>('meta[property*=":"]'))
    graph[element.getAttribute('property') ?? ''] ??= cut(element.content)
  const items = [...page.querySelectorAll('[itemscope]')]
    .filter((item) => !item.parentElement?.closest('[itemscope]'))
    .slice(0, ITEMS_MAX)
  const schema = items.map((item) => itemOf(item, 0))
  const linked = linkedData(page)
  const is_empty =
    Object.keys({ ...meta, ...graph }).length === 1 && schema.length === 0 && linked.length === 0
  if (is_empty) return null
  return { DataLayer: [], Meta: meta, OpenGraph: graph, 'Schema.org': schema, 'JSON-LD': linked }
}

/** JSON-LD as it stands in the page, its texts cut; none where there is too much of it. */
function linkedData(page: Document): unknown[] {
  const found: unknown[] = []
  for (const script of page.querySelectorAll('script[type="application/ld+json" i]'))
    try {
      found.push(shortened(JSON.parse(script.textContent ?? ''), 0))
    } catch {
      // Not JSON: search engines leave it out as well.
    }
  return JSON.stringify(found).length > JSON_LD_CHARS_MAX ? [] : found
}

function shortened(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cut(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEPTH_MAX) return null
  if (Array.isArray(value)) return value.slice(0, ITEMS_MAX).map((item) => shortened(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner, depth + 1)]))
}

/** An item of the page's markup, with the items inside it. */
function itemOf(item: Element, depth: number): { [name: string]: unknown } {
  const properties: { [name: string]: unknown } = {}
  for (const element of item.querySelectorAll('[itemprop]')) {
    if (element.parentElement?.closest('[itemscope]') !== item) continue
    const name = element.getAttribute('itemprop') ?? ''
    const is_item = element.hasAttribute('itemscope') && depth < DEPTH_MAX
    properties[name] ??= is_item ? itemOf(element, depth + 1) : cut(propertyText(element))
  }
  return { type: item.getAttribute('itemtype'), properties }
}

const propertyText = (element: Element): string | null =>
  element.getAttribute('content') ??
  element.getAttribute('datetime') ??
  element.getAttribute('src') ??
  element.getAttribute('href') ??
  element.textContent
