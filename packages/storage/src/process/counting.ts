import type { Configuration } from '../configuration/port.js'
import { countingSettings } from '../configuration/settings.js'
import type { Counting } from '../fold/counting.js'
import { CountingFold } from '../fold/fold.js'
import type { FactsStore } from '../fold/port.js'
import { openFactsStore } from '../fold/sqlite/facts.js'
import { type JournalReader, positionOf } from '../journal/port.js'
import { openJournalReader } from '../journal/sqlite/reader.js'
import type { DataPaths } from './data-directory.js'

/** All that counting holds open in a data directory. Only for the one who has locked it. */
export interface OpenCounting {
  fold: CountingFold
  store: FactsStore
  journal: JournalReader
  close(): void
}

/** @param now_ms  by which a step that takes long is ended; ms since any start */
export function openCounting(
  paths: DataPaths,
  configuration: Configuration,
  now_ms = () => performance.now(),
): OpenCounting {
  const journal = openJournalReader(paths.journal)
  const store = openFactsStore(paths.facts)
  const fold = new CountingFold(journal, store, countingOver(journal, configuration), now_ms)
  return {
    fold,
    store,
    journal,
    close() {
      store.close()
      journal.close()
    },
  }
}

/** What the counting rule asks of the configuration and of the journal's segments. */
function countingOver(journal: JournalReader, configuration: Configuration): Counting {
  let version = -1
  const settings = new Map<string, ReturnType<typeof countingSettings>>()
  const left_behind = new Set<string>()
  return {
    store_id: journal.store_id,
    refresh() {
      const now = configuration.version()
      if (now !== version) settings.clear()
      version = now
      left_behind.clear()
    },
    settingsOf(dataset_id) {
      const known = settings.get(dataset_id)
      if (known) return known
      // One that is not there is asked for again: it may be made while the step goes on, and its reports be read in it.
      const dataset = configuration.dataset(dataset_id)
      if (!dataset) return undefined
      const read = countingSettings(dataset.settings)
      settings.set(dataset_id, read)
      return read
    },
    // Said before the fold has passed it: also after a crash, whoever erases next knows of it. Once a step is enough.
    leftBehind(dataset_id) {
      if (!left_behind.has(dataset_id)) configuration.eraseAgain(dataset_id)
      left_behind.add(dataset_id)
    },
    segmentOf: (seq) => journal.dayOf(positionOf(seq)),
  }
}
