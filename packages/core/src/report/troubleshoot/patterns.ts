/** What people come with. The questions that find its cause are in troubleshoot.ts. */
export const PATTERNS = {
  purchases_missing: { title: 'The shop shows purchases that tracking lacks' },
  purchases_too_many: { title: 'There are too many purchases' },
  roas_wrong: { title: 'ROAS is blank or wrong' },
  learning_stuck: { title: 'Optimisation does not leave learning' },
} as const

export type Pattern = keyof typeof PATTERNS
