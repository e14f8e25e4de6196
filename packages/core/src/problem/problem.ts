import type { ProblemCode } from './catalogue.js'

/** One thing that is wrong with what came in, and where. Never holds a value of user_data. */
export interface Problem {
  code: ProblemCode
  /** JSON path from the body, e.g. `data[3].event_time`; a parameter's name; empty for the whole */
  at: string
  /** What was seen there, in words that hold no personal data, e.g. `is 9 days old` */
  seen?: string
}
