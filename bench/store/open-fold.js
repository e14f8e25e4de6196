import { randomBytes } from 'node:crypto'
import { dataPaths, Housekeeping, openConfiguration, openCounting } from '@countersign/storage'

/** Opens the fold of a data directory that nobody serves. */
export function openFold(directory) {
  const paths = dataPaths(directory)
  const configuration = openConfiguration(paths.configuration, { now_ms: Date.now, randomBytes })
  const counting = openCounting(paths, configuration)
  return {
    paths,
    fold: counting.fold,
    /** Keeps house once, as the server's counting thread does when it has counted all there is. */
    keepHouse() {
      const housekeeping = new Housekeeping(paths, configuration, counting, Date.now)
      while (housekeeping.step()) {}
      housekeeping.close()
    },
    close() {
      counting.close()
      configuration.close()
    },
  }
}
