import type { FactsReader } from '../report/facts-reader.js'
import { piecesOf, rowsOfPieces } from './pieces.js'
import type { SeriesWanted } from './series.js'

/** How often the events of each name were counted, step by step. */
export interface CountedByName {
  /** the most counted first */
  data: { event_name: string; counted: number[] }[]
}

/** A line in a table each: nobody looks at more. */
export const LINES_MAX = 200

/** The lines of all names at once: a page that asked for each by itself would wait for them one after the other. */
export function readCountedByName(
  dataset_id: string,
  { begins_ms, until_ms }: Omit<SeriesWanted, 'event_name'>,
  facts: FactsReader,
): CountedByName {
  return facts.together(() => {
    const of = { dataset_id: Number(dataset_id) }
    const lines = new Map<number, { total: number; counted: number[] }>()
    for (const [nth, since_ms] of begins_ms.entries()) {
      const pieces = piecesOf({ since_ms, until_ms: begins_ms[nth + 1] ?? until_ms })
      for (const { name_id, count } of rowsOfPieces<CountOfName>('counted_by_name', of, pieces, facts)) {
        const line = lines.get(name_id) ?? { total: 0, counted: begins_ms.map(() => 0) }
        line.total += count
        line.counted[nth] = (line.counted[nth] ?? 0) + count
        lines.set(name_id, line)
      }
    }
    const names = facts.names(dataset_id)
    const most = [...lines].sort(([, a], [, b]) => b.total - a.total).slice(0, LINES_MAX)
    return { data: most.map(([id, { counted }]) => ({ event_name: names.get(id) ?? '', counted })) }
  })
}

interface CountOfName {
  name_id: number
  count: number
}
