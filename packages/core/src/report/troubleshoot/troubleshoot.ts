import type { Check } from './check.js'
import type { Evidence } from './evidence.js'
import { learningStuck } from './learning-stuck.js'
import { purchasesMissing } from './purchases-missing.js'
import { purchasesTooMany } from './purchases-too-many.js'
import { roasWrong } from './roas-wrong.js'

/** What people come with, and the questions that find its cause. */
export const PATTERNS = {
  purchases_missing: { title: 'The shop shows purchases that tracking lacks', ask: purchasesMissing },
  purchases_too_many: { title: 'There are too many purchases', ask: purchasesTooMany },
  roas_wrong: { title: 'ROAS is blank or wrong', ask: roasWrong },
  learning_stuck: { title: 'Optimisation does not leave learning', ask: learningStuck },
} as const satisfies Record<string, { title: string; ask: (evidence: Evidence) => Check[] }>

export type Pattern = keyof typeof PATTERNS

export interface Troubleshot {
  pattern: Pattern
  title: string
  /** what the data says, in one sentence */
  answer: string
  /** the causes first, the one that explains most before the others; then what cannot be told; then what is clear */
  checks: Check[]
}

/** Runs a guided check on a dataset's own data of the last 7 days. */
export function troubleshoot(pattern: Pattern, evidence: Evidence): Troubleshot {
  const { title, ask } = PATTERNS[pattern]
  // A sort keeps the order of equals: within a rank the questions stay in the order of the funnel.
  const checks = ask(evidence).sort((a, b) => rank(a) - rank(b) || (b.explains ?? -1) - (a.explains ?? -1))
  return { pattern, title, answer: answerOf(checks), checks }
}

const RANKS = { cause: 0, unknown: 1, clear: 2 } as const
const rank = ({ state }: Check): number => RANKS[state]

function answerOf(checks: readonly Check[]): string {
  const [first] = checks
  if (first?.state === 'cause') return first.says
  const unknown = checks.filter(({ state }) => state === 'unknown').length
  if (unknown > 0)
    return `Nothing that the data shows explains it; ${unknown} of ${checks.length} questions could not be answered.`
  return 'Nothing that the data shows explains it.'
}
