import { randomBytes } from 'node:crypto'
import type { Channel, DiagnosisCode } from '@countersign/core'
import { type Configuration, type DataPaths, openReading, openSignalFolds } from '@countersign/storage'

/** What was found, as far as it is held against what was planted. */
export interface Diagnosed {
  code: DiagnosisCode
  /** null: about no one event, or no one channel */
  event_name: string | null
  channel: Channel | null
  detail: string
  cause: string
}

/** Folds what a data directory holds, and says what is wrong with a dataset at a time, as the product does. */
export function diagnosedIn(
  paths: DataPaths,
  configuration: Configuration,
  dataset_id: string,
  now_ms: number,
): Diagnosed[] {
  const folds = openSignalFolds(paths, configuration, { randomBytes, steady_ms: () => now_ms })
  while (folds.step());
  folds.close()
  const reading = openReading(paths, configuration)
  const found = reading.diagnosed(dataset_id, now_ms)
  reading.close()
  return found.map(({ code, event_name, channel, detail, cause }) => ({
    code,
    event_name,
    channel,
    detail: detail ?? '',
    cause: cause ?? '',
  }))
}
