import type { Configuration } from '../configuration/port.js'
import { countingSettings } from '../configuration/settings.js'
import type { CountedWith } from '../fold/port.js'
import type { OpenCounting } from './counting.js'

/**
 * Has counted again what was counted with other numbers than the configuration now says, or is wished to be rebuilt.
 * What is to be done is written down with the facts; the fold's next steps do it.
 */
export function matchConfiguration({ store, fold }: OpenCounting, configuration: Configuration): void {
  for (const dataset of configuration.datasets()) {
    const wanted: CountedWith = {
      rebuilds_done: dataset.rebuilds_wanted,
      settings: countingSettings(dataset.settings),
    }
    const made = store.countedWith(dataset.id)
    if (!made) remember(store, dataset.id, wanted)
    else if (made.rebuilds_done !== wanted.rebuilds_done) fold.rebuild(dataset.id, wanted)
    else if (JSON.stringify(made.settings) !== JSON.stringify(wanted.settings))
      fold.judgeAgain(dataset.id, wanted)
  }
}

function remember(store: OpenCounting['store'], dataset_id: string, made: CountedWith): void {
  const cursor = store.cursor()
  store.step(cursor, (facts) => {
    facts.setCountedWith(dataset_id, made)
    return cursor
  })
}

/**
 * Folds all that the journal holds, with the configuration as it is: what a command does where no server runs.
 * @param enough  asked after each step: whether to leave the rest, which is gone on with another time
 */
export function catchUp(counting: OpenCounting, configuration: Configuration, enough = () => false): void {
  while (counting.fold.step()) if (enough()) return
  matchConfiguration(counting, configuration)
  while (counting.fold.step()) if (enough()) return
}
