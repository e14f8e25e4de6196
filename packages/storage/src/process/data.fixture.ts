import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Channel, IdentifiedEvent } from '@countersign/core'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import type { Dataset } from '../configuration/port.js'
import type { DatasetSettings } from '../configuration/settings.js'
import { openConfiguration } from '../configuration/sqlite.js'
import { DAY_MS, FakeClocks } from '../journal/clocks.fixture.js'
import { encodeLine, encodeRow, type JournalLine, type SightingLine } from '../journal/line.js'
import { openJournalWriter } from '../journal/sqlite/writer.js'
import { temporaryDirectory } from '../temporary.fixture.js'
import { openCounting } from './counting.js'
import { dataPaths } from './data-directory.js'
import { Housekeeping } from './housekeeping.js'
import { openReading } from './reading.js'

/** A sighting of a Purchase; a test changes what it is about. */
export const sightingLine = (
  dataset_id: string,
  channel: Channel,
  event_id: string | null,
  event: Partial<IdentifiedEvent> = {},
): SightingLine => ({
  dataset_id,
  channel,
  event: {
    event_name: 'Purchase',
    event_time: 1_795_435_200,
    event_id,
    action_source: 'website',
    user_data: {},
    custom_data: {},
    ...event,
  },
})

/** A data directory with all that a server holds open in it, its clocks in the test's hand. */
export function openTestData() {
  const paths = dataPaths(temporaryDirectory())
  const clocks = new FakeClocks()
  const configuration = openConfiguration(paths.configuration, { now_ms: clocks.wall_ms, randomBytes })
  const writer = openJournalWriter(paths.journal, true, clocks)
  // On a machine under load a step may end after any row: here it ends after each, so that no test relies on more.
  let busy_ms = 0
  const counting = openCounting(paths, configuration, () => {
    busy_ms += 1_000
    return busy_ms
  })
  const housekeeping = new Housekeeping(paths, configuration, counting, clocks.wall_ms)
  const reading = openReading(paths, configuration)
  onTestFinished(() => {
    for (const opened of [reading, housekeeping, counting, writer, configuration]) opened.close()
  })
  const append = (kind: 'live' | 'import' | 'mark', lines: JournalLine[]) =>
    writer.append(kind, encodeRow(lines.map(encodeLine))).position

  return {
    paths,
    clocks,
    configuration,
    counting,
    housekeeping,
    reading,
    writer,

    createDataset(settings: Partial<DatasetSettings> = {}): Dataset {
      const dataset = configuration.createDataset({ name: 'Shop' })
      const changed = configuration.changeDataset(dataset.id, {
        settings: { ...dataset.settings, ...settings },
      })
      return changed ?? dataset
    },

    /** Each row some time after the one before; all in one row. */
    live: (...lines: JournalLine[]) => append('live', lines),
    append,
    /** What the journal's thread does every minute. */
    beginDay: () => writer.beginDay(),

    import(dataset_id: string, lines: SightingLine[]): void {
      const position = append('import', lines)
      append('mark', [{ dataset_id, import_from: position, import_to: position }])
    },

    passDays: (days: number) => clocks.pass(days * DAY_MS),

    /** What the counting thread does until there is nothing to do. */
    settle(after = () => {}): void {
      do while (counting.fold.step());
      while (housekeepingStep())
      function housekeepingStep(): boolean {
        const more = housekeeping.step()
        after()
        return more
      }
    },

    /** All that one may read of a dataset, to hold it against a later reading. */
    read: (dataset_id: string) => ({
      events: reading.events(dataset_id, { event_name: null, since_ms: 0, limit: 1_000 }),
      stats: reading.stats(dataset_id, null),
    }),

    imbalances: () => reading.verify().imbalances,

    /** Changes the facts behind everyone's back. */
    tamper(sql: string): void {
      const db = new Database(paths.facts)
      db.exec(sql)
      db.close()
    },

    query(sql: string): unknown[] {
      const db = new Database(paths.facts, { readonly: true })
      const rows = db.prepare(sql).all()
      db.close()
      return rows
    },

    /** The files in the data directory in which some bytes stand. */
    filesWith: (bytes: string): string[] =>
      readdirSync(paths.directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(bytes))
        .map((entry) => entry.name),

    segments: () => readdirSync(paths.journal).filter((name) => name.endsWith('.db')),
  }
}
