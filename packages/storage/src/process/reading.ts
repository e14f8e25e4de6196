import type { ConversionRule } from '@countersign/core'
import type { EventRule } from '@countersign/core/rules'
import type { Configuration } from '../configuration/port.js'
import { countingSettings } from '../configuration/settings.js'
import { openJournalReader } from '../journal/sqlite/reader.js'
import { openPageReading, type PageReading } from '../pages/page-reading.js'
import { type EventReport, type EventsWanted, readEvents } from '../report/events.js'
import { type ExportedSighting, exportSightings } from '../report/export.js'
import type { Hours } from '../report/facts-reader.js'
import { FactsReader } from '../report/facts-reader.js'
import { type Hourly, readHourly } from '../report/hourly.js'
import { type EventRulePreview, previewEventRule } from '../report/preview-event-rule.js'
import { previewRule, type RulePreview } from '../report/preview-rule.js'
import { readSeenLately, type SeenLately } from '../report/seen-lately.js'
import { readStats, type Stats } from '../report/stats.js'
import { readVerdicts, type SightingVerdict } from '../report/verdicts.js'
import { type Verified, verify } from '../report/verify.js'
import type { DataPaths } from './data-directory.js'
import { openSignalReading, type SignalReading } from './signal-reading.js'

/** The reports on a data directory, whoever folds it. The one who asks has seen to it that the fold is far enough. */
export interface Reading extends SignalReading, PageReading {
  events(dataset_id: string, wanted: EventsWanted): EventReport[]
  stats(dataset_id: string, since_ms: number | null): Stats
  hourly(dataset_id: string, hours: Hours): Hourly
  /** of these sightings, those that are judged */
  verdicts(seqs: readonly number[]): SightingVerdict[]
  exported(dataset_id: string, since_ms: number): Generator<ExportedSighting>
  verify(): Verified
  previewRule(dataset_id: string, rule: ConversionRule, since_ms: number): RulePreview
  previewEventRule(dataset_id: string, rule: EventRule, since_ms: number): EventRulePreview
  seenLately(dataset_id: string, event_name: string, since_ms: number): SeenLately
  /** the last folded position, and whether all of it is judged */
  cursor(): { folded: number; settled: boolean }
  /** how many rebuilds of a dataset the fold has begun */
  rebuildsDone(dataset_id: string): number | undefined
}

export function openReading(paths: DataPaths, configuration: Configuration): Reading {
  const facts = new FactsReader(paths.facts)
  const journal = openJournalReader(paths.journal)
  const samples = { facts, journal, steady_ms: () => performance.now() }
  const signals = openSignalReading(paths, configuration, { facts, journal })
  const pages = openPageReading(paths, configuration, { facts, journal, signals })
  return {
    ...signals,
    ...pages,
    events(dataset_id, wanted) {
      const dataset = configuration.dataset(dataset_id)
      return dataset ? readEvents(dataset_id, wanted, facts, journal, countingSettings(dataset.settings)) : []
    },
    stats: (dataset_id, since_ms) => readStats(dataset_id, since_ms, facts),
    hourly: (dataset_id, hours) => readHourly(dataset_id, hours, facts),
    verdicts: (seqs) => readVerdicts(seqs, facts, journal.store_id),
    exported: (dataset_id, since_ms) => exportSightings(dataset_id, since_ms, facts, journal),
    verify() {
      const ids = configuration.datasets().map((dataset) => dataset.id)
      return verify(ids, facts, journal)
    },
    previewRule: (dataset_id, rule, since_ms) => previewRule(dataset_id, rule, since_ms, samples),
    previewEventRule: (dataset_id, rule, since_ms) => previewEventRule(dataset_id, rule, since_ms, samples),
    seenLately: (dataset_id, event_name, since_ms) =>
      readSeenLately(dataset_id, event_name, since_ms, samples),
    cursor: () => facts.together(() => ({ folded: facts.cursor(), settled: facts.settled() })),
    rebuildsDone: (dataset_id) => facts.countedWith(dataset_id)?.rebuilds_done,
    close() {
      pages.close()
      signals.close()
      facts.close()
      journal.close()
    },
  }
}
