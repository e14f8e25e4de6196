import type { Check } from './check.js'
import type { Evidence } from './evidence.js'
import { learningStuck } from './learning-stuck.js'
import { PATTERNS, type Pattern } from './patterns.js'
import { purchasesMissing } from './purchases-missing.js'
import { purchasesTooMany } from './purchases-too-many.js'
import { roasWrong } from './roas-wrong.js'

const QUESTIONS: Record<Pattern, (evidence: Evidence) => Check[]> = {
  purchases_missing: purchasesMissing,
  purchases_too_many: purchasesTooMany,
  roas_wrong: roasWrong,
  learning_stuck: learningStuck,
}

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
  // A sort keeps the order of equals: within a rank the questions stay in the order of the funnel.
  const checks = QUESTIONS[pattern](evidence).sort(
    (a, b) => rank(a) - rank(b) || (b.explains ?? -1) - (a.explains ?? -1),
  )
  return { pattern, title: PATTERNS[pattern].title, answer: answerOf(checks), checks }
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
