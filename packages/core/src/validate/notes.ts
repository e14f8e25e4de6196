import type { HashedKey } from '../event.js'
import type { ProblemCode } from '../problem/catalogue.js'
import type { Problem } from '../problem/problem.js'
import type { Warning } from '../problem/warnings.js'
import type { Limits } from './limits.js'

/** How many problems and messages of one request are kept: enough to name each of its events. */
export const PROBLEMS_MAX = 1000
export const MESSAGES_MAX = 100

/** A warning, with its match key after a colon where it is about one. */
export type NotedWarning = Warning | `plain_match_key:${HashedKey}`

/** What the rules have to say of one event, and what they need to know to say it. */
export class Notes {
  /** The event's own */
  warnings: NotedWarning[] = []
  /** The event's place in `data` */
  index = 0
  readonly problems: Problem[]
  readonly messages: string[]
  readonly now_ms: number
  readonly limits: Limits

  constructor(problems: Problem[], messages: string[], now_ms: number, limits: Limits) {
    this.problems = problems
    this.messages = messages
    this.now_ms = now_ms
    this.limits = limits
  }

  /** Refuses the event, and with it the request. `seen` must not hold a value of user_data. */
  refuse(code: ProblemCode, path: string, seen?: string): void {
    this.refused = true
    if (this.problems.length >= PROBLEMS_MAX) return
    const at = this.pathOf(path)
    this.problems.push(seen === undefined ? { code, at } : { code, at, seen })
  }
  /** Whether a rule refused the event since `begin` */
  refused = false

  warn(code: NotedWarning): void {
    if (!this.warnings.includes(code)) this.warnings.push(code)
  }

  /** A line for the answer's `messages`: accepted, but worth telling whoever reads the answer. */
  tell(path: string, sentence: string): void {
    if (this.messages.length < MESSAGES_MAX) this.messages.push(`${this.pathOf(path)} ${sentence}`)
  }

  begin(index: number): void {
    this.index = index
    this.refused = false
    this.warnings = []
  }

  private pathOf(path: string): string {
    return path === '' ? `data[${this.index}]` : `data[${this.index}].${path}`
  }
}
