import { randomBytes } from 'node:crypto'
import { dataPaths, openConfiguration, openJournalReader, openSignalFolds } from '@countersign/storage'
import { answerParent } from '../child.js'

const LOOK_MS = 20

/** The folds that watch signals, beside one that counts, until they have been told of so many journal rows. */
answerParent(async ({ directory, rows }) => {
  const paths = dataPaths(directory)
  const configuration = openConfiguration(paths.configuration, { now_ms: Date.now, randomBytes })
  const journal = openJournalReader(paths.journal)
  const folds = openSignalFolds(paths, configuration, { randomBytes, steady_ms: () => performance.now() })
  while (journal.last() < rows || folds.behind() > 0)
    if (!folds.step()) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  while (folds.step()) {}
  folds.close()
  journal.close()
  configuration.close()
  return rows
})
