import { kindOf } from './catalogue.js'
import type { Problem } from './problem.js'

/**
 * Under which name the books count a refusal: Graph's subcode where there is one, else our code's name.
 * @source settled.md, "The books"
 */
export function countedAs(problem: Problem): string {
  const { subcode } = kindOf(problem.code)
  return subcode === undefined ? problem.code : String(subcode)
}
