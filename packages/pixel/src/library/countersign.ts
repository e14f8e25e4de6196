import type { RulesById, ServedSettings } from '../serve/settings.js'
import type { Marks, Pixel } from './pixels.js'
import type { UserData } from './user-data.js'

/** The one global besides fbq and _fbq, `__countersign`: by which our files on a page know of one another. */
export interface Countersign {
  pixels: Map<string, Pixel>
  settings_by_id: { [id: string]: ServedSettings }
  /** the second files' */
  rules_by_id: RulesById
  /** Runs a command as the page's own: it waits while consent is revoked. */
  run(command: ArrayLike<unknown>): void
  /** true while consent is revoked */
  isHeld(): boolean
  /** whether fbq and _fbq were the same function */
  same_name: boolean
  hashUserData(given: { [key: string]: unknown }): UserData
  marksOf(id: string): Marks
  /** The second file's: called after each event. */
  onSend?: (pixel: Pixel) => void
  /** What is wrong with the page's calls; the second file puts its own `push` here. */
  warnings: { push(warning: [code: string, detail: unknown]): unknown }
}
