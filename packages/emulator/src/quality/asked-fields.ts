/** Fields as Graph's callers ask for them: `web{event_name,event_match_quality{match_key_feedback}}`. */
export interface AskedFields {
  [name: string]: AskedFields | null
}

const CHARS_MAX = 4_000
const DEPTH_MAX = 8

/** @returns null where the braces do not close */
export function readFields(text: string): AskedFields | null {
  const marks = text.slice(0, CHARS_MAX).match(/[{},]|[^{},\s]+/g) ?? []
  const root: AskedFields = {}
  const open: AskedFields[] = [root]
  let last: string | null = null
  for (const mark of marks) {
    const fields = open.at(-1)
    if (fields === undefined) return null
    if (mark === '{') {
      if (last === null || open.length > DEPTH_MAX) return null
      const inner: AskedFields = {}
      fields[last] = inner
      open.push(inner)
      last = null
    } else if (mark === '}') {
      open.pop()
      last = null
    } else if (mark === ',') last = null
    else {
      fields[mark] = null
      last = mark
    }
  }
  return open.length === 1 ? root : null
}

/** A value with only the fields that were asked for; asked for none in particular, all. */
export function selected(value: unknown, asked: AskedFields | null): unknown {
  if (asked === null || Object.keys(asked).length === 0 || typeof value !== 'object' || value === null)
    return value
  if (Array.isArray(value)) return value.map((item) => selected(item, asked))
  const kept: { [name: string]: unknown } = {}
  for (const [name, inner] of Object.entries(asked))
    if (Object.hasOwn(value, name)) kept[name] = selected(Reflect.get(value, name), inner)
  return kept
}

/** The first field that is asked for and that there is not. @param known  the shape, a list's by its only item */
export function unknownField(asked: AskedFields | null, known: unknown): string | null {
  const shape: unknown = Array.isArray(known) ? known[0] : known
  for (const [name, inner] of Object.entries(asked ?? {})) {
    if (typeof shape !== 'object' || shape === null || !Object.hasOwn(shape, name)) return name
    const unknown = unknownField(inner, Reflect.get(shape, name))
    if (unknown !== null) return unknown
  }
  return null
}
