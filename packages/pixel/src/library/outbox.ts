import { isHeld } from './consent.js'
import { doc } from './page.js'
import { dropSend, failed, putSend, type Send, takeSends } from './retry-queue.js'
import { transmit, transmitLast } from './transmit.js'

/** Sent by this page and not yet answered. */
const open = new Map<string, Send>()

/** Sends a request, again and again until it is answered, from this page or from the next. */
export function post(id: string, send: Send): void {
  open.set(id, send)
  transmit(send[0], send[1], (is_answered) => {
    open.delete(id)
    if (is_answered) return dropSend(id)
    const now_ms = Date.now()
    const again = failed(send, now_ms)
    putSend(id, again)
    setTimeout(tend, again[4] - now_ms)
  })
}

/** Keeps what is not answered for the next page, and sends again what is due and may be sent. */
function tend({ type }: { type?: string } = {}): void {
  const is_last = type === 'pagehide'
  open.forEach((send, id) => {
    putSend(id, send)
    // The requests that this page waits for may end with it: the browser gets them once more.
    if (is_last) transmitLast(send[0], send[1])
  })
  // A hidden page waits until it is seen again: it could not hear an answer.
  if (!is_last && !isHeld() && !doc.hidden)
    for (const [id, send] of takeSends(Date.now(), type === 'online')) if (!open.has(id)) post(id, send)
}

/** Takes up what earlier pages have left. */
export function startOutbox(): void {
  for (const type of ['online', 'visibilitychange', 'pagehide']) addEventListener(type, tend)
  tend()
  // The last page may have failed just before this one began: what was not due yet is by then.
  setTimeout(tend, 6000)
}
