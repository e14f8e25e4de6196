import type { DiagnosisCode } from '../diagnosis-codes.js'
import { type Diagnosed, diagnosed, type Evidence } from './evidence.js'

/** One question that a guided check asks of the data, and what the data answers. */
export interface Check {
  asks: string
  /** `cause`: this is it, or part of it; `clear`: it is not this; `unknown`: the data cannot tell, `says` says what is missing */
  state: 'cause' | 'clear' | 'unknown'
  /** the answer, with its numbers */
  says: string
  /** how many conversions of the last 7 days it explains; null where it explains no number of them */
  explains: number | null
  fix: string | null
  /** the diagnoses that it rests on */
  codes: readonly DiagnosisCode[]
  /** where the rest of it is told: the shop's orders, or what is reported of people who restrict; null: nowhere else */
  see: 'orders' | 'aem' | null
}

export const clear = (asks: string, says: string): Check => ({
  asks,
  state: 'clear',
  says,
  explains: null,
  fix: null,
  codes: [],
  see: null,
})

export const unknown = (asks: string, says: string, fix: string, see: Check['see'] = null): Check => ({
  ...clear(asks, says),
  state: 'unknown',
  fix,
  see,
})

/** What lets a question of the shop's orders be answered. */
export const BRING_ORDERS =
  'Bring in the orders of the shop, by a file or a webhook: countersign reconcile --dataset ID --orders FILE.csv.'

export const cause = (
  asks: string,
  says: string,
  explains: number | null,
  fix: string,
  codes: readonly DiagnosisCode[] = [],
  see: Check['see'] = null,
): Check => ({ asks, state: 'cause', says, explains, fix, codes, see })

/**
 * A question that the diagnoses of some codes answer: the one that touches most speaks for them.
 * @param says  what is said where none of them stands
 * @param explainsOf  left out: how many it touches, where it is about that event alone
 */
export function askDiagnoses(
  evidence: Evidence,
  event_name: string,
  asks: string,
  codes: readonly DiagnosisCode[],
  says: string,
  explainsOf: (one: Diagnosed) => number | null = (one) => (one.event_name === null ? null : one.affected),
): Check {
  const found = diagnosed(evidence, codes, event_name)
  const [first] = found
  if (first === undefined) return clear(asks, says)
  const because = first.cause === null ? '' : ` ${first.cause}`
  return cause(asks, first.seen + because, explainsOf(first), fixOf(first), [
    ...new Set(found.map(({ code }) => code)),
  ])
}

/** The fix for one's own code where there is one, else the first. */
const fixOf = ({ fixes }: Diagnosed): string =>
  fixes.conversions_api ?? fixes.pixel ?? Object.values(fixes)[0] ?? ''
