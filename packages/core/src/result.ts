import type { Problem } from './problem/problem.js'

/** What may be refused: a value, or every problem found. Expected refusals are values, never exceptions. */
export type Result<T> = { ok: true; value: T } | { ok: false; problems: Problem[] }

export const accept = <T>(value: T): Result<T> => ({ ok: true, value })
export const refuse = (problems: Problem[]): { ok: false; problems: Problem[] } => ({ ok: false, problems })
