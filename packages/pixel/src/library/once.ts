import { sha256 } from './sha256.js'
import { readEntries, writeEntries } from './shelf.js'

const SHELF = '_cs_o'
/** An action is the same within this long of its first report, as on the server. */
const WINDOW_MS = 48 * 3_600_000

/** What thank-you pages report, and report again when they are loaded again. */
const ACTIONS =
  /^(Purchase|Subscribe|StartTrial|Donate|Lead|CompleteRegistration|Schedule|SubmitApplication)$/

/** In the page, for browsers that keep nothing: when an action was first reported. */
const here: { [digest: string]: number } = {}

/**
 * Says whether an event may be sent. An action happens once: what makes it the same is its event id, or, of a
 * Purchase without one, its order_id. Without either nothing tells two of them apart, and both are sent.
 * @returns false where it was reported before, in this page, another tab, or before a reload
 */
export function isFirst(
  dataset_id: string,
  event_name: string,
  event_id: unknown,
  order_id: unknown,
): boolean {
  const id = event_id || (event_name === 'Purchase' && order_id)
  if (!id || !ACTIONS.test(event_name)) return true
  // A digest, so that nothing of an order stays in the browser.
  const digest = sha256(`${dataset_id} ${event_name} ${id}`).slice(0, 16)
  const now_ms = Date.now()
  const known = { ...readEntries<number>(SHELF), ...here }
  if (now_ms - (known[digest] ?? 0) < WINDOW_MS) return false
  here[digest] = now_ms
  delete known[digest]
  writeEntries(SHELF, { ...known, [digest]: now_ms })
  return true
}
