import { readEntries, writeEntries } from './shelf.js'

/**
 * A request that is to arrive. Its id, `cs_rid`, is in its query: a retry is the same request again, and the
 * server takes it for what it has already.
 * `not_before_ms`: until then it is left alone, since a tab is at it, or it has just failed.
 */
export type Send = [url: string, query: string, made_at_ms: number, tries: number, not_before_ms: number]

const SHELF = '_cs_q'
/** The server takes an event's own time for 7 days. */
const AGE_MS_MAX = 6 * 86_400_000
/** A tab that took a send has this long to be answered before another takes it. */
const LEASE_MS = 30_000

/** Whether there can be any, so that a page on which all goes well need not look. */
let is_used = false

/** Keeps a send whose answer has not come, over pages and for all tabs. */
export function putSend(id: string, send: Send): void {
  is_used = true
  writeEntries(SHELF, { ...readEntries(SHELF), [id]: send })
}

/** A send was answered. */
export function dropSend(id: string): void {
  if (is_used) writeEntries(SHELF, { ...readEntries(SHELF), [id]: undefined })
}

/**
 * Takes the sends that are due, so that no other tab takes them as well.
 * @param is_eager  what has failed need not wait any longer: the browser is online again
 */
export function takeSends(now_ms: number, is_eager: boolean): [id: string, send: Send][] {
  const sends = Object.entries(readEntries<Send>(SHELF)).filter(([, send]) => now_ms - send?.[2] < AGE_MS_MAX)
  const due = sends.filter(([, send]) => is_eager || send[4] <= now_ms)
  for (const [, send] of due) send[4] = now_ms + LEASE_MS
  if (due[0]) {
    is_used = true
    writeEntries(SHELF, Object.fromEntries(sends))
  }
  return due
}

/** A send that failed waits twice as long each time: from 5 seconds to about 10 minutes. */
export const failed = ([url, query, made_at_ms, tries]: Send, now_ms: number): Send => [
  url,
  query,
  made_at_ms,
  tries + 1,
  now_ms + 5000 * 2 ** Math.min(tries, 7),
]
