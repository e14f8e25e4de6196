import { randomBytes } from 'node:crypto'
import { dataPaths, openConfiguration, openSignalFolds } from '@countersign/storage'
import { answerParent } from '../child.js'

/** The folds that watch signals, with nothing beside them: all of a journal that is counted. */
answerParent(({ directory, events }) => {
  const paths = dataPaths(directory)
  const configuration = openConfiguration(paths.configuration, { now_ms: Date.now, randomBytes })
  const folds = openSignalFolds(paths, configuration, { randomBytes, steady_ms: () => performance.now() })
  const started_ms = performance.now()
  while (folds.step()) {}
  const rate = (events / (performance.now() - started_ms)) * 1000
  folds.close()
  configuration.close()
  return rate
})
