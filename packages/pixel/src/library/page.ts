import type { Countersign } from './countersign.js'

/** What Meta's base code puts on the page, and what a library adds to it. @source reference 1.1 */
export interface Fbq {
  (...command: unknown[]): void
  /** a library's; until it is there, commands are queued */
  callMethod?: (...command: unknown[]) => void
  queue: ArrayLike<unknown>[]
  push?: Fbq
  version?: string
  getState?: () => unknown
  /** true: PageView is left to the page when its address changes */
  disablePushState?: boolean
  /** true: `track PageView` is sent each time */
  allowDuplicatePageViews?: boolean
  /** true: the console says in full what is wrong with a call */
  debug?: boolean
  /** calls from before another library took the name; see README, "Beside Meta's library" */
  _cs_calls?: ArrayLike<unknown>[]
}

/** What of a page, or of a worker, is not certain to be there. */
interface Page {
  fbq?: Fbq
  _fbq?: Fbq
  __countersign?: Countersign
  document?: Document
  Image?: typeof Image
  history?: History
  screen?: Screen
  top?: unknown
}

export const page = globalThis as unknown as Page
/** In a worker, one without anything. */
export const doc: Partial<Document> = page.document ?? {}
