import type { Method } from '@countersign/core'
import { identifierOf } from '@countersign/core/quality'
import { type Books, type Cell, presentIn } from '../counted/books.js'

/** In the order in which they are told. */
const MATCH_KEYS: readonly string[] = [
  'em',
  'ph',
  'client_ip_address',
  'client_user_agent',
  'external_id',
  'fbp',
  'fbc',
  'fn',
  'ln',
  'ct',
  'st',
  'zp',
  'country',
  'db',
  'ge',
]
const DEDUPE_KEYS: readonly [dedupe_key: Method, present: string][] = [
  ['event_id', 'param:event_id'],
  ['external_id', 'match_key:external_id'],
  ['fbp', 'match_key:fbp'],
]
/** @source reference 5.10 */
const GOAL_PERCENTAGE = 75

interface Share {
  percentage: number
}

/** What Meta says of one event name, as far as it follows from what came in: no score and no forecast is made up. */
export interface WebQuality {
  event_name: string
  event_match_quality: { match_key_feedback: { identifier: string; coverage: Share }[] }
  event_coverage: Share & { goal_percentage: number }
  dedupe_key_feedback: {
    dedupe_key: string
    browser_events_with_dedupe_key: Share
    server_events_with_dedupe_key: Share
    overall_browser_coverage_from_dedupe_key: Share
  }[]
}

/** Each event name of which something was accepted. @source reference 5.10, 7.5 */
export function webQuality(dataset_id: string, books: Books): WebQuality[] {
  return books.names(dataset_id).flatMap((event_name) => {
    const cells = books.cells(dataset_id, event_name)
    const [browser, server] = [accepted(cells, 'browser'), accepted(cells, 'server')]
    return browser + server === 0 ? [] : [qualityOf(event_name, cells, browser, server)]
  })
}

function qualityOf(event_name: string, cells: Cell[], browser: number, server: number): WebQuality {
  const counts = new Map(
    presentIn(cells).map(([{ channel, present }, count]) => [`${channel} ${present}`, count]),
  )
  const has = (channel: string, present: string) => counts.get(`${channel} ${present}`) ?? 0
  const with_browser = cells.reduce((sum, cell) => sum + cell.with_browser, 0)
  const met = (method: Method) => cells.reduce((sum, cell) => sum + (cell.met.get(method) ?? 0), 0)
  const met_by_any = DEDUPE_KEYS.reduce((sum, [method]) => sum + met(method), 0)
  return {
    event_name,
    // Meta rates what servers send. @source reference 8
    event_match_quality: {
      match_key_feedback: MATCH_KEYS.filter((key) => has('server', `match_key:${key}`) > 0).map((key) => ({
        identifier: identifierOf(key),
        coverage: share(has('server', `match_key:${key}`), server),
      })),
    },
    event_coverage: { ...share(met_by_any, with_browser), goal_percentage: GOAL_PERCENTAGE },
    dedupe_key_feedback: DEDUPE_KEYS.map(([dedupe_key, present]) => ({
      dedupe_key,
      browser_events_with_dedupe_key: share(has('browser', present), browser),
      server_events_with_dedupe_key: share(has('server', present), server),
      overall_browser_coverage_from_dedupe_key: share(met(dedupe_key), with_browser),
    })),
  }
}

function accepted(cells: readonly Cell[], channel: 'browser' | 'server'): number {
  let count = 0
  for (const cell of cells) {
    count += cell.counted[channel]
    for (const [text, copies] of cell.duplicate) if (text.startsWith(channel)) count += copies
  }
  return count
}

/** In per cent, with one decimal. */
const share = (part: number, whole: number): Share => ({
  percentage: whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 10,
})
