import type { CountedEvent, Sighting } from '../../client/shapes.js'

/** A key of a counted event beside what each of its reports said of it. */
export interface KeyBeside {
  key: string
  /** as it is counted; undefined: no report that may give it carries it */
  counted: unknown
  /** in the order of the sightings; undefined: this one does not carry it */
  said: readonly unknown[]
  /** the place of the sighting that it was taken from; null: of none */
  from: number | null
}

/** How many reports stand side by side; a retry storm may have made hundreds. */
export const BESIDE_MAX = 12

/** The winner first, then in the order in which they came, so that what is compared stands next to it. */
export function besideOf(sightings: readonly Sighting[]): readonly Sighting[] {
  const first = sightings.filter(({ primary }) => primary)
  return [...first, ...sightings.filter(({ primary }) => !primary)].slice(0, BESIDE_MAX)
}

/** Parameters: the counted ones, then those that some report said and that are not counted. */
export function parametersBeside(event: CountedEvent, beside: readonly Sighting[]): KeyBeside[] {
  const said = beside.map((sighting) => sighting.said?.custom_data ?? {})
  return keysOf(Object.keys(event.custom_data), said.map(Object.keys)).map((key) => ({
    key,
    counted: own(event.custom_data, key),
    said: said.map((each) => own(each, key)),
    from: fromOf(event, beside, 'custom_data', key),
  }))
}

/** Match keys by name: whether each is there, and hashed (true) or as sent (false). */
export function matchKeysBeside(event: CountedEvent, beside: readonly Sighting[]): KeyBeside[] {
  const asMap = (keys: CountedEvent['user_data']) =>
    new Map(keys.map(({ key, is_hashed }) => [key, is_hashed]))
  const counted = asMap(event.user_data)
  const said = beside.map((sighting) => asMap(sighting.said?.user_data ?? []))
  return keysOf(
    [...counted.keys()],
    said.map((each) => [...each.keys()]),
  ).map((key) => ({
    key,
    counted: counted.get(key),
    said: said.map((each) => each.get(key)),
    from: fromOf(event, beside, 'user_data', key),
  }))
}

const keysOf = (counted: readonly string[], said: readonly (readonly string[])[]): string[] => [
  ...new Set([...counted, ...said.flat()]),
]

/** A parameter may have any name, also one that every object has. */
const own = (of: { [name: string]: unknown }, key: string): unknown =>
  Object.hasOwn(of, key) ? of[key] : undefined

function fromOf(
  { merged }: CountedEvent,
  beside: readonly Sighting[],
  at: 'custom_data' | 'user_data',
  key: string,
): number | null {
  const source = merged.find((each) => each.at === at && each.key === key)
  const place = beside.findIndex(({ sighting_id }) => sighting_id === source?.sighting_id)
  return place < 0 ? null : place
}

/** How many keys the winner did not say itself. */
export const takenOver = ({ merged, primary }: CountedEvent): number =>
  merged.filter(({ sighting_id }) => sighting_id !== primary.sighting_id).length
