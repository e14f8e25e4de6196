import { SAMPLES_MAX } from '@countersign/core/report'

/** What is known of a value that many sightings share. */
export interface Counter {
  /** at least so many sightings carried it */
  count: number
  last_ms: number
  /** beginnings of the digests of the people behind it, each with its kind's letter before it */
  people: string[]
  /** the latest, the last last */
  samples: number[]
  /** in a step only: the samples that were taken back */
  gone?: number[]
}

/**
 * The most frequent values by Misra and Gries: whatever is carried by more than one in COUNTERS_MAX is in here, and no
 * count is more than the truth. Two sketches merge into the sketch of both.
 */
export type Sketch = Map<string, Counter>

export const COUNTERS_MAX = 128
/** So many of each kind of key: people who are known by different ones may be the same. */
const PEOPLE_MAX = 16

/** Adds a sighting that carries a value, or takes one back where it is still known. */
export function note(
  sketch: Sketch,
  what: string,
  by: 1 | -1,
  received_at_ms: number,
  seq: number,
  person: string,
): void {
  const counter = sketch.get(what)
  if (!counter) {
    const people = person === '' || by < 0 ? [] : [person]
    const noted: Counter = { count: by, last_ms: received_at_ms, people, samples: by < 0 ? [] : [seq] }
    if (by < 0) noted.gone = [seq]
    sketch.set(what, noted)
    return
  }
  counter.count += by
  if (by < 0) {
    counter.samples = counter.samples.filter((sample) => sample !== seq)
    counter.gone = [...(counter.gone ?? []), seq]
    return
  }
  if (received_at_ms > counter.last_ms) counter.last_ms = received_at_ms
  if (person !== '') addPerson(counter.people, person)
  counter.samples.push(seq)
  if (counter.samples.length > 2 * SAMPLES_MAX) counter.samples = latest(counter.samples)
}

/** Brings a sketch down to its size: what every value loses is less than the share that is promised to be seen. */
export function prune(sketch: Sketch, counters_max = COUNTERS_MAX): void {
  if (sketch.size <= counters_max) return
  const counts = [...sketch.values()].map(({ count }) => count).sort((a, b) => b - a)
  const lost = Math.max(0, counts[counters_max] ?? 0)
  for (const [what, counter] of sketch) {
    // What is taken back is left whole: it is held against what is stored.
    if (counter.count < 0) continue
    counter.count -= lost
    if (counter.count <= 0) sketch.delete(what)
  }
}

/** Adds what a step has noted to what is stored. */
export function merge(stored: Sketch, noted: ReadonlyMap<string, Counter>): void {
  for (const [what, { count, last_ms, people, samples, gone }] of noted) {
    const known = stored.get(what)
    if (!known) {
      if (count > 0) stored.set(what, { count, last_ms, people, samples: latest(samples) })
      continue
    }
    known.count += count
    known.last_ms = Math.max(known.last_ms, last_ms)
    known.people = [...known.people]
    for (const person of people) addPerson(known.people, person)
    const stand = gone ? known.samples.filter((sample) => !gone.includes(sample)) : known.samples
    known.samples = latest([...stand, ...samples])
    if (known.count <= 0) stored.delete(what)
  }
  prune(stored)
}

/** How many different people at least: of those who are known by the same key. */
export function peopleBehind({ people }: Counter): number {
  const byKind = new Map<string, number>()
  for (const person of people) byKind.set(person.charAt(0), (byKind.get(person.charAt(0)) ?? 0) + 1)
  return Math.max(0, ...byKind.values())
}

function addPerson(people: string[], person: string): void {
  if (people.includes(person)) return
  if (people.length < PEOPLE_MAX || ofKind(people, person) < PEOPLE_MAX) people.push(person)
}

const ofKind = (people: readonly string[], person: string): number =>
  people.filter((other) => other.charAt(0) === person.charAt(0)).length

const latest = (samples: readonly number[]): number[] =>
  [...new Set(samples)].sort((a, b) => a - b).slice(-SAMPLES_MAX)
