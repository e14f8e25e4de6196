import type { Decision } from './decision.js'

/** Into how many requests at once a batch is split at most: 1,000 events need two rounds. See docs/decisions/0013. */
export const SPLIT_WAYS = 32

export interface Split {
  /** Places in the batch: each of these is refused, a dead letter */
  aside: number[]
  /** Places in the batch, ascending: each list is a batch of its own, and all of them can go at once */
  parts: number[][]
}

export interface SplitOptions {
  /** How many requests may be under way at once; at least 2. Fewer ways: fewer requests, more rounds */
  ways?: number
  /** How often these events were refused together with places before: 0 at first, then one more for each `parts` */
  round?: number
  /** The batch was only too large: halves are enough */
  too_large?: boolean
}

/**
 * Says how a refused batch goes on, so that its good events wait for little.
 *
 * With places, these are set aside and the rest goes at once, as one batch. Where that is refused with places again,
 * the destination names its culprits one by one: from then on the rest is split, twice as finely each time.
 * Without places, the batch is split into equal parts, of about its square root each: those of the good ones are
 * accepted, and of a refused one each event goes alone.
 * @param places  as `decide` gave them; one out of range, or an empty list, is as null
 * @param count  events in the batch; one alone is itself the culprit
 * @returns each place of the batch exactly once
 */
export function splitForBlame(
  places: readonly number[] | null,
  count: number,
  options: SplitOptions = {},
): Split {
  const { ways = SPLIT_WAYS, round = 0, too_large = false } = options
  const all = Array.from({ length: count }, (_, place) => place)
  if (count <= 1) return { aside: all, parts: [] }
  const widest = Math.max(2, Math.trunc(ways))
  const culprits = new Set(places ?? [])
  const are_true = [...culprits].every((place) => Number.isInteger(place) && place >= 0 && place < count)
  if (culprits.size > 0 && are_true) {
    const rest = all.filter((place) => !culprits.has(place))
    const parts = Math.min(2 ** Math.min(round, 10), widest)
    return { aside: [...culprits].sort((a, b) => a - b), parts: inParts(rest, parts) }
  }
  if (too_large) return { aside: [], parts: inParts(all, 2) }
  const parts = count <= widest ? count : Math.min(widest, Math.ceil(Math.sqrt(count)))
  return { aside: [], parts: inParts(all, parts) }
}

/** As equal as can be, none empty. */
function inParts(places: number[], wanted: number): number[][] {
  const count = Math.min(wanted, places.length)
  return Array.from({ length: count }, (_, part) =>
    places.slice(
      Math.floor((part * places.length) / count),
      Math.floor(((part + 1) * places.length) / count),
    ),
  )
}

/**
 * Whether the parts of a split were all refused in the same words, none of them surely for an event's sake: then the
 * destination is at fault, or our way of speaking to it, and to set every event aside would be wrong. Tried again later.
 * @param decisions  of all the parts of one split without places
 */
export function allRefusedAlike(decisions: readonly Decision[]): boolean {
  const [first] = decisions
  if (first === undefined || decisions.length < ALIKE_MIN) return false
  const words = wordsOf(first)
  return words !== null && decisions.every((decision) => wordsOf(decision) === words)
}
/** Two or three of three may well be bad by themselves. */
const ALIKE_MIN = 4

function wordsOf(decision: Decision): string | null {
  if ((decision.do === 'refuse' || decision.do === 'blame') && !decision.sure) {
    const { http, code, subcode } = decision.refusal
    return `${http}/${code}/${subcode}`
  }
  return null
}
