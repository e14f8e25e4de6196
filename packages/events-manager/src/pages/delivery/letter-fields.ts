/** One field of an event as a form shows it: a place, and what stands there as text. */
export interface LetterField {
  /** a dotted path into the event, e.g. `custom_data.currency` */
  path: string
  text: string
  kind: 'text' | 'number' | 'json'
}
type Event = { [key: string]: unknown }

/** Places of an event that hold numbers, where one is added. @source reference, parameters of the Conversions API */
const NUMBERS = new Set([
  'event_time',
  'custom_data.value',
  'custom_data.predicted_ltv',
  'custom_data.num_items',
])
/** What is longer is written out, a line a part. */
const LINE_CHARS_MAX = 60
/** What is taken apart, each part a field of its own; all else that is no scalar is one field of JSON. */
const PARTS = ['custom_data', 'user_data']

/** The fields of an event, those of `custom_data` and `user_data` each by itself. */
export function fieldsOf(event: Event): LetterField[] {
  return Object.entries(event).flatMap(([key, value]) =>
    PARTS.includes(key) && isObject(value)
      ? Object.entries(value).map(([name, part]) => fieldOf(`${key}.${name}`, part))
      : [fieldOf(key, value)],
  )
}

const fieldOf = (path: string, value: unknown): LetterField => {
  if (typeof value === 'string') return { path, text: value, kind: 'text' }
  if (typeof value === 'number') return { path, text: String(value), kind: 'number' }
  const line = JSON.stringify(value)
  const text = line.length <= LINE_CHARS_MAX ? line : JSON.stringify(value, null, 1)
  return { path, text, kind: 'json' }
}

/** An empty field for a place that the event has not. */
export const emptyField = (path: string): LetterField => ({
  path,
  text: '',
  kind: NUMBERS.has(path) ? 'number' : 'text',
})

/** Paths that a field can be added at. */
export const isPath = (path: string): boolean =>
  /^(?:(?:custom_data|user_data)\.)?[A-Za-z0-9_-]{1,100}$/.test(path)

export type Read = { event: Event } | { wrong: { [path: string]: 'not_json' | 'not_number' } }

/** The event that a form means: empty fields are left out. */
export function eventOf(fields: readonly LetterField[]): Read {
  const event: Event = {}
  const wrong: { [path: string]: 'not_json' | 'not_number' } = {}
  for (const field of fields) {
    if (field.text.trim() === '') continue
    const value = readField(field)
    if (value === undefined) wrong[field.path] = field.kind === 'number' ? 'not_number' : 'not_json'
    else put(event, field.path, value)
  }
  return Object.keys(wrong).length > 0 ? { wrong } : { event }
}

function readField({ text, kind }: LetterField): unknown {
  if (kind === 'text') return text
  try {
    const value: unknown = JSON.parse(text)
    return kind === 'number' && typeof value !== 'number' ? undefined : value
  } catch {
    return undefined
  }
}

function put(event: Event, path: string, value: unknown): void {
  const [part = '', ...rest] = path.split('.')
  if (rest.length === 0) {
    define(event, part, value)
    return
  }
  if (!isObject(event[part])) define(event, part, {})
  define(event[part] as Event, rest.join('.'), value)
}

/** Names come from outside: `__proto__` is a name like another. */
const define = (of: Event, name: string, value: unknown) =>
  Object.defineProperty(of, name, { value, enumerable: true, configurable: true, writable: true })

const isObject = (value: unknown): value is Event =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Which field each refusal is about: the one whose path the place begins with. A place without a field gets one.
 * @param problems  places as the API names them, `event.custom_data.currency`
 */
export function placed(
  fields: readonly LetterField[],
  problems: readonly { at: string | null; message: string }[],
): { fields: LetterField[]; said: { [path: string]: string }; rest: string[] } {
  const all = [...fields]
  const said: { [path: string]: string } = {}
  const rest: string[] = []
  for (const { at, message } of problems) {
    const place = (at ?? '').replace(/^event\.?/, '')
    const path = pathAt(all, place)
    if (path === undefined) rest.push(message)
    else {
      if (!all.some((field) => field.path === path)) all.push(emptyField(path))
      said[path] = said[path] === undefined ? message : `${said[path]} ${message}`
    }
  }
  return { fields: all, said, rest }
}

function pathAt(fields: readonly LetterField[], place: string): string | undefined {
  const held = fields.find(
    ({ path }) => place === path || place.startsWith(`${path}.`) || place.startsWith(`${path}[`),
  )
  if (held) return held.path
  const bare = place.replace(/\[.*$/, '')
  return isPath(bare) && !PARTS.includes(bare) ? bare : undefined
}

/** The place that a destination's words name, where they do: `data[22].event_time is 9 days old`. */
export function placeIn(message: string): string | null {
  const found = /\bdata\[\d{1,4}\]\.([A-Za-z0-9_.[\]]+)/.exec(message)?.[1]
  return found === undefined ? null : found.replace(/\.+$/, '')
}
