/** The guided checks, as the server names them. */
export const PATTERNS = ['purchases_missing', 'purchases_too_many', 'roas_wrong', 'learning_stuck'] as const
export type Pattern = (typeof PATTERNS)[number]

export const patternOf = (text: string | undefined): Pattern | undefined =>
  PATTERNS.find((pattern) => pattern === text)
