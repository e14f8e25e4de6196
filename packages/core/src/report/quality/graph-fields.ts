/** Fields that are asked for, each with those that are asked of it; null: all of them. */
export interface Selection {
  readonly [field: string]: Selection | null
}

/** The fields that there are; null: a field without fields of its own. */
export interface FieldTree {
  readonly [field: string]: FieldTree | null
}

const FIELDS_CHARS_MAX = 4_000
const DEPTH_MAX = 8
const NAME = /[A-Za-z_]\w{0,59}/y

/**
 * Reads Graph's way of choosing fields: `web{event_name,event_coverage{percentage}}`. White space does not matter; an
 * empty text chooses all.
 * @returns null where it cannot be read: braces that do not close, names that are none, nested beyond any answer
 */
export function readFields(text: string): Selection | null {
  if (text.length > FIELDS_CHARS_MAX) return null
  const dense = text.replace(/\s+/g, '')
  if (dense === '') return {}
  const read = readList(dense, 0, 0)
  return read !== null && read.at === dense.length ? read.selection : null
}

function readList(text: string, from: number, depth: number): { selection: Selection; at: number } | null {
  if (depth > DEPTH_MAX) return null
  const fields = new Map<string, Selection | null>()
  let at = from
  for (;;) {
    NAME.lastIndex = at
    const name = NAME.exec(text)?.[0]
    if (name === undefined) return null
    at += name.length
    fields.set(name, null)
    if (text[at] === '{') {
      const nested = readList(text, at + 1, depth + 1)
      if (nested === null || text[nested.at] !== '}') return null
      fields.set(name, nested.selection)
      at = nested.at + 1
    }
    // A name like `__proto__` becomes a key of its own in this way.
    if (text[at] !== ',') return { selection: Object.fromEntries(fields), at }
    at += 1
  }
}

/** The first field that is asked for and that there is not. */
export function unknownField(selection: Selection, tree: FieldTree): string | undefined {
  for (const [name, nested] of Object.entries(selection)) {
    const below = Object.hasOwn(tree, name) ? tree[name] : undefined
    if (below === undefined) return name
    const unknown = nested === null ? undefined : unknownField(nested, below ?? {})
    if (unknown !== undefined) return unknown
  }
  return undefined
}

/** What is asked for of a value; of a list, of each item. What is not there is left out, as Graph does. */
export function selectFields(value: unknown, selection: Selection | null): unknown {
  if (selection === null || Object.keys(selection).length === 0) return value
  if (Array.isArray(value)) return value.map((item) => selectFields(item, selection))
  if (typeof value !== 'object' || value === null) return value
  const chosen: { [field: string]: unknown } = {}
  for (const [name, nested] of Object.entries(selection)) {
    const held = Object.hasOwn(value, name) ? (value as { [field: string]: unknown })[name] : undefined
    if (held !== undefined) chosen[name] = selectFields(held, nested)
  }
  return chosen
}
