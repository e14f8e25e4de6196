import type { Severity } from '../diagnosis-codes.js'
import { thousands } from '../sentences.js'
import type { Diagnosis } from './diagnosis.js'

/** Names of events and hosts are their senders': who invents some makes a diagnosis of each. */
export const OF_CODE_MAX = 20
export const DIAGNOSES_MAX = 300

/**
 * The most severe first, then what affects most; of one code at most 20, and 300 in all: where there are more, the codes
 * that have most give way, so that none is pushed out by another. The last of a code that has more says in `seen` how many
 * are left out.
 */
export function bounded(diagnoses: readonly Diagnosis[]): Diagnosis[] {
  const sorted = [...diagnoses].sort(
    (a, b) => RANK[a.severity] - RANK[b.severity] || b.affected - a.affected || (a.code < b.code ? -1 : 1),
  )
  const of_code = new Map<string, number>()
  const ranked = sorted.map((one) => {
    const nth = (of_code.get(one.code) ?? 0) + 1
    of_code.set(one.code, nth)
    return { one, nth }
  })
  const told = ranked
    .filter(({ nth }) => nth <= OF_CODE_MAX)
    .sort((a, b) => a.nth - b.nth)
    .slice(0, DIAGNOSES_MAX)
  const last = new Map(told.map(({ one, nth }) => [one.code, nth]))
  return ranked.flatMap(({ one, nth }) => {
    const [last_nth, all] = [last.get(one.code) ?? 0, of_code.get(one.code) ?? 0]
    if (nth > last_nth) return []
    return nth < last_nth || nth === all ? [one] : [{ ...one, seen: `${one.seen} ${leftOut(all - nth)}` }]
  })
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

const leftOut = (count: number): string =>
  `The same is true of ${thousands(count)} more that ${count === 1 ? 'affects' : 'affect'} less and ${count === 1 ? 'is' : 'are'} not listed.`
