import { kindOf, PROBLEMS, type ProblemCode, type ProblemKind } from './catalogue.js'
import type { Problem } from './problem.js'

/**
 * Under which name the books count a refusal: Graph's subcode where there is one, else our code's name.
 * @source settled.md, "The books"
 */
export function countedAs(problem: Problem): string {
  const { subcode } = kindOf(problem.code)
  return subcode === undefined ? problem.code : String(subcode)
}

/** What is known of the first kind that the books count under a name; null where there is none, as for one of another version. */
export function kindCountedAs(name: string): ProblemKind | null {
  const code = (Object.keys(PROBLEMS) as ProblemCode[]).find((code) => countedAs({ code, at: '' }) === name)
  return code === undefined ? null : kindOf(code)
}
