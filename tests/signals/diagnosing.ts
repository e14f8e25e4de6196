import {
  type Channel,
  type DiagnosisCode,
  diagnosesOf,
  findingsOf,
  pairFindingsOf,
  type SignalsWindow,
} from '@countersign/core'
import { type Configuration, type DataPaths, openSignals } from '@countersign/storage'

/** What was found, as far as it is held against what was planted. */
export interface Diagnosed {
  code: DiagnosisCode
  /** null: about no one event, or no one channel */
  event_name: string | null
  channel: Channel | null
  detail: string
  cause: string
}

/** Folds what the data directory holds, and gives what a dataset's window is at a time. */
export function windowOfShop(
  paths: DataPaths,
  configuration: Configuration,
  dataset_id: string,
  now_ms: number,
): SignalsWindow {
  const signals = openSignals(paths, configuration, { ofSighting: findingsOf, ofPair: pairFindingsOf })
  try {
    while (signals.step());
    return signals.window(dataset_id, now_ms)
  } finally {
    signals.close()
  }
}

/** Says what is wrong with a window's dataset, as the product does. */
export const diagnosedIn = (window: SignalsWindow): Diagnosed[] =>
  diagnosesOf(window).map(({ code, event_name, channel, detail, cause }) => ({
    code,
    event_name,
    channel,
    detail: detail ?? '',
    cause: cause ?? '',
  }))
