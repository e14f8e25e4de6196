import type { DiagnosisCode } from '@countersign/core'
import { type FoundAt, SAMPLES_MAX } from '@countersign/core/report'
import type Database from 'better-sqlite3'
import { channelOf } from '../fold/codes.js'
import { addPages, latest, PAGES_MAX, readPages, readSamples, type Sample } from './found-table.js'
import { QUERIES } from './queries.js'
import type { Texts } from './read-counts.js'

/** Of how many of what was found a window says where: of those that were found most often. */
const SHOWN_MAX = 400

interface FoundRow {
  name: number
  channel: number
  code: string
  detail: string
  first_ms: number
  last_ms: number
}

/** What was found in the journal segments of some days, and where: the latest of these days that suffice. */
export function readFound(
  db: Database.Database,
  dataset: number,
  days: { from: number; to: number },
  names: Texts,
): FoundAt[] {
  const rows = db.prepare(QUERIES.found).all({ dataset, from: days.from }) as FoundRow[]
  const where = db.prepare(QUERIES.found_at)
  return rows.map((row, nth) => ({
    code: row.code as DiagnosisCode,
    event_name: names.get(row.name) ?? '',
    channel: channelOf(row.channel),
    detail: row.detail,
    first_ms: row.first_ms,
    last_ms: row.last_ms,
    ...(nth < SHOWN_MAX ? placesOf(where, dataset, row, days) : NOWHERE),
  }))
}
const NOWHERE = { samples: [], urls: [] }

function placesOf(
  where: Database.Statement,
  dataset: number,
  { name, channel, code, detail }: FoundRow,
  { from, to }: { from: number; to: number },
): Pick<FoundAt, 'samples' | 'urls'> {
  const samples: Sample[] = []
  let pages = new Map<string, number>()
  for (let segment = to; segment >= from; segment -= 1) {
    if (samples.length >= SAMPLES_MAX && pages.size >= PAGES_MAX) break
    const row = where.get({ dataset, segment, name, channel, code, detail }) as
      | { samples: string; pages: string }
      | undefined
    if (!row) continue
    samples.push(...readSamples(row.samples))
    pages = new Map(addPages(pages, readPages(row.pages)))
  }
  return {
    samples: latest(samples).map(([, seq]) => seq),
    urls: [...pages].map(([url, count]) => ({ url, count })),
  }
}
