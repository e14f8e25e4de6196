import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SignalsWindow, Surroundings } from '@countersign/core/report'
import type { Configuration } from '../configuration/port.js'
import { FeedRunner } from '../feed/feed-runner.js'
import { openFoldFile } from '../feed/fold-file.js'
import { rowsBehind } from '../feed/rows-behind.js'
import { LONG_STEP, openSharedReading, type SharedReading } from '../feed/shared-reading.js'
import { seqOf } from '../journal/port.js'
import type { DataPaths } from '../process/data-directory.js'
import { FactsReader } from '../report/facts-reader.js'
import { CustomConversions } from './custom-conversions.js'
import { Keeper } from './keep-house.js'
import { KeptWindow } from './kept-window.js'
import { readSignalsWindow } from './read-window.js'
import { RULES_VERSION, type SignalRules } from './rules.js'
import { MIGRATIONS } from './schema.js'
import { SignalsFold } from './signals-fold.js'
import { Sources } from './sources.js'

const signalsFile = (paths: DataPaths): string => join(paths.folds, 'signals.db')

/** What the fold knows, for whoever asks. */
export interface SignalsReader {
  window(dataset_id: string, now_ms: number): SignalsWindow
  /** how many journal rows are not in the answers yet */
  behind(): number
  close(): void
}

/** The fold with all that it holds open in a data directory: for one thread of the process that has locked it. */
export interface OpenSignals extends SignalsReader {
  /** Reads on in the feed. @returns whether there may be more */
  step(): boolean
  /** Takes out a page of what is past its time, or was a deleted dataset's. @returns whether there may be more */
  keepHouse(now_ms: number): boolean
}

/**
 * @param rules_version  grows with what the rules find: a file that was made with another is made anew from the journal
 * @param shared  absent: it reads by itself
 */
export function openSignals(
  paths: DataPaths,
  configuration: Configuration,
  rules: SignalRules,
  rules_version = RULES_VERSION,
  shared?: SharedReading,
): OpenSignals {
  const reading = shared ?? openSharedReading(paths)
  const { facts, journal, rows } = reading
  const fold = new SignalsFold(new Sources(facts, journal, rows), rules, new CustomConversions(configuration))
  const runner = new FeedRunner(signalsFile(paths), fold, facts, journal, rows, LONG_STEP)
  const keeper = new Keeper(runner.db, configuration)
  const reader = new FactsReader(paths.facts)
  makeAnew(runner, rules_version)
  return {
    step: () => runner.step(),
    behind: () => rowsBehind(runner.db, facts, journal),
    window: (dataset_id, now_ms) =>
      readSignalsWindow(
        { signals: runner.db, facts: reader },
        dataset_id,
        now_ms,
        surroundingsOf(configuration, dataset_id),
        rowsBehind(runner.db, facts, journal),
      ),
    keepHouse(now_ms) {
      if (!keeper.isTimeToLook(now_ms)) return false
      const first_seq = seqOf(journal.segments()[0]?.first ?? 0, 0)
      const { more, known_gone } = keeper.step({ now_ms, told_ms: fold.latest_ms, first_seq })
      if (known_gone) fold.forgetKnown()
      return more
    },
    close() {
      reader.close()
      runner.close()
      if (!shared) reading.close()
    },
  }
}

/** For other threads and processes. @returns undefined where nothing was folded yet */
export function openSignalsReader(paths: DataPaths, configuration: Configuration): SignalsReader | undefined {
  if (!existsSync(paths.facts)) return undefined
  const signals = openFoldFile(signalsFile(paths), MIGRATIONS)
  if (!signals) return undefined
  const reading = openSharedReading(paths)
  const reader = new FactsReader(paths.facts)
  const behind = () => rowsBehind(signals, reading.facts, reading.journal)
  const written = signals.prepare<[], number>('PRAGMA data_version').pluck()
  const kept = new KeptWindow(() => `${written.get()} ${reader.written()} ${configuration.version()}`)
  return {
    behind,
    window(dataset_id, now_ms) {
      const behind_rows = behind()
      const surroundings = () => surroundingsOf(configuration, dataset_id)
      return kept.of(dataset_id, now_ms, behind_rows, () =>
        readSignalsWindow({ signals, facts: reader }, dataset_id, now_ms, surroundings(), behind_rows),
      )
    },
    close() {
      for (const opened of [signals, reading, reader]) opened.close()
    },
  }
}

function makeAnew(runner: FeedRunner, rules_version: number): void {
  const { db } = runner
  const made_with = db.prepare<[], number>('SELECT rules_version FROM made_with').pluck().get()
  if (made_with === rules_version) return
  if (made_with !== 0) runner.beginAgain()
  db.prepare('UPDATE made_with SET rules_version = ?').run(rules_version)
}

/** What is known of a dataset that nothing was observed of: its books, and how much there is to read. */
export function emptyWindow(
  configuration: Configuration,
  facts: FactsReader,
  dataset_id: string,
  now_ms: number,
  behind_rows: number,
): SignalsWindow {
  const surroundings = surroundingsOf(configuration, dataset_id)
  return readSignalsWindow({ signals: null, facts }, dataset_id, now_ms, surroundings, behind_rows)
}

/** What is configured of a dataset, as far as reports want to know it. */
function surroundingsOf(configuration: Configuration, dataset_id: string): Surroundings {
  const dataset = configuration.dataset(dataset_id)
  const domains = configuration.domains.list(dataset_id)
  return {
    domain: dataset?.domain ?? null,
    allowed_domains: dataset?.settings.allowed_domains ?? [],
    verified_domains: domains
      .filter(({ verified_at_ms }) => verified_at_ms !== null)
      .map(({ domain }) => domain),
    created_at_ms: dataset?.created_at_ms ?? 0,
    verifies_domains: domains.length > 0,
  }
}
