import { randomBytes } from 'node:crypto'
import { dataPaths, openConfiguration, openCounting } from '@countersign/storage'

/** Opens the fold of a data directory that nobody serves. */
export function openFold(directory) {
  const paths = dataPaths(directory)
  const configuration = openConfiguration(paths.configuration, { now_ms: Date.now, randomBytes })
  const counting = openCounting(paths, configuration)
  return {
    paths,
    fold: counting.fold,
    close() {
      counting.close()
      configuration.close()
    },
  }
}
