import type { Channel } from '@countersign/core'
import { DecodedRows } from '../journal/decoded-rows.js'
import { isSighting, type SightingLine } from '../journal/line.js'
import { type JournalReader, positionOf } from '../journal/port.js'
import type { FactsReader } from '../report/facts-reader.js'
import { PAGE_QUERIES } from './queries.js'

type ByChannel = { [C in Channel]: number }

/** Which pages the newest reports of a name came from. */
export interface UrlsOfName {
  /** how many reports were looked at: the newest that are still kept */
  reports: ByChannel
  /** host and path, the most frequent first; numbers of orders and what follows the path are left out */
  data: ({ name: string } & ByChannel)[]
  /** how many more there are among these reports */
  others: number
}

/** How far it looks: no rollup holds paths, since pages choose how many of them there are. */
const EVENTS_MAX = 300
const COPIES_MAX = 3
const REPORTS_MAX = 1_000
const BYTES_MAX = 2 * 2 ** 20
const LISTED_MAX = 50
const CHARS_MAX = 300

/**
 * Looks at the newest reports of a name: the journal's rows in which its newest counted events stand, each row whole,
 * until there are enough reports or too much text.
 */
export function readUrls(
  dataset_id: string,
  event_name: string,
  facts: FactsReader,
  journal: JournalReader,
): UrlsOfName {
  const reports = { browser: 0, server: 0 }
  const urls = new Map<string, { name: string } & ByChannel>()
  const rows = new DecodedRows(journal, 1)
  let bytes = 0
  for (const position of newestRows(dataset_id, event_name, facts)) {
    const row = rows.row(position)
    bytes += row?.bytes ?? 0
    for (const line of row?.lines ?? [])
      if (typeof line === 'object' && isSighting(line) && isOf(line, dataset_id, event_name)) count(line)
    if (reports.browser + reports.server >= REPORTS_MAX || bytes >= BYTES_MAX) break
  }
  const data = [...urls.values()].sort((a, b) => b.browser + b.server - a.browser - a.server)
  return { reports, data: data.slice(0, LISTED_MAX), others: Math.max(0, data.length - LISTED_MAX) }

  function count({ channel, event }: SightingLine): void {
    reports[channel] += 1
    const name = pathOf(event.event_source_url ?? null)
    if (name === null) return
    const url = urls.get(name) ?? { name, browser: 0, server: 0 }
    urls.set(name, url)
    url[channel] += 1
  }
}

const isOf = (line: SightingLine, dataset_id: string, event_name: string): boolean =>
  line.dataset_id === dataset_id && line.event.event_name === event_name

/** The newest first. */
function newestRows(dataset_id: string, event_name: string, facts: FactsReader): number[] {
  const events = facts.events(dataset_id, event_name, 0, EVENTS_MAX)
  const copies = events.flatMap(({ seq }) =>
    facts.rowsOf<{ seq: number }>(PAGE_QUERIES.some_duplicates, { event_seq: seq, limit: COPIES_MAX }),
  )
  const positions = new Set([...events, ...copies].map(({ seq }) => positionOf(seq)))
  return [...positions].sort((a, b) => b - a)
}

/** What tells one visit from another, as an order's number or an address of mail: else each order had a page of its own. */
const IS_OF_ONE = /\d{3}|@|%40|[0-9a-f]{16}/i

/** Host and path of an address, `*` for each part that is of one visit; null: it is none of a page. */
export function pathOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const { protocol, host, pathname } = new URL(url)
  if (!/^https?:$/.test(protocol)) return null
  const parts = pathname.split('/').map((part) => (IS_OF_ONE.test(part) ? '*' : part))
  return `${host}${parts.join('/')}`.slice(0, CHARS_MAX)
}
