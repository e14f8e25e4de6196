import {
  type Configuration,
  catchUp,
  type DataPaths,
  lockData,
  openCounting,
  type Reading,
} from '@countersign/storage'
import type { Command } from 'commander'
import { writeAudit } from '../audit.js'
import { datasetOrFail, openData, waitForFold } from '../data.js'
import { print } from '../io.js'
import { withOptions } from './dataset.js'

/** A rebuild of ten million sightings takes some minutes; a server that has not begun by then never will. */
const REBUILD_WAIT_MS = 3_600_000

/** `countersign rebuild`: counts again from the journal, to the same rows. */
export function rebuildCommand(program: Command): void {
  withOptions(program.command('rebuild').description('Count again from the journal, to the same rows'))
    .option('--dataset <id>', 'this dataset only')
    .action(async (options: { data?: string; json?: boolean; dataset?: string }) => {
      const { paths, configuration } = openData(options.data)
      try {
        const ids = options.dataset
          ? [datasetOrFail(configuration, options.dataset).id]
          : configuration.datasets().map((dataset) => dataset.id)
        const lock = lockData(paths)
        for (const id of ids) {
          const dataset = datasetOrFail(configuration, id)
          configuration.changeDataset(id, { rebuilds_wanted: dataset.rebuilds_wanted + 1 })
          writeAudit(configuration, 'dataset.rebuilt', id)
        }
        if (lock) {
          const counting = openCounting(paths, configuration)
          catchUp(counting, configuration)
          counting.close()
          lock.release()
        } else await waitForServer(ids, paths, configuration)
        print(
          options.json
            ? JSON.stringify({ rebuilt: ids })
            : `${ids.length === 1 ? 'One dataset is' : `${ids.length} datasets are`} counted again.`,
        )
      } finally {
        configuration.close()
      }
    })
}

/** The server sees the wish in the configuration, and says in the facts that it has followed it. */
function waitForServer(ids: string[], paths: DataPaths, configuration: Configuration): Promise<void> {
  const isBegun = (reading: Reading) =>
    ids.every((id) => (reading.rebuildsDone(id) ?? 0) >= (configuration.dataset(id)?.rebuilds_wanted ?? 0))
  return waitForFold(paths, configuration, REBUILD_WAIT_MS, isBegun)
}
