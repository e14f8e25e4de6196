import { catchUp, lockData, openCounting, openReading } from '@countersign/storage'
import type { Command } from 'commander'
import { datasetOrFail, openData, waitForFold } from '../data.js'
import { couldNot, print } from '../io.js'
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
        }
        if (lock) {
          const counting = openCounting(paths, configuration)
          catchUp(counting, configuration)
          counting.close()
          lock.release()
        } else await waitForServer(ids, options.data)
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
async function waitForServer(ids: string[], data: string | undefined): Promise<void> {
  const { paths, configuration } = openData(data)
  const reading = openReading(paths, configuration)
  const end_ms = performance.now() + REBUILD_WAIT_MS
  const begun = (id: string) =>
    (reading.rebuildsDone(id) ?? 0) >= (configuration.dataset(id)?.rebuilds_wanted ?? 0)
  try {
    while (!ids.every(begun)) {
      if (performance.now() > end_ms) throw couldNot('The server has not begun the rebuild.')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await waitForFold(paths, configuration, REBUILD_WAIT_MS)
  } finally {
    reading.close()
    configuration.close()
  }
}
