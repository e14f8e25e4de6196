import type { Channel, DiagnosisCode } from '@countersign/core'
import type { Configuration, DataPaths } from '@countersign/storage'

/** What was found, as far as it is held against what was planted. */
export interface Diagnosed {
  code: DiagnosisCode
  /** null: about no one event, or no one channel */
  event_name: string | null
  channel: Channel | null
  detail: string
  cause: string
}

/** Folds what the data directory holds and says what is wrong with a dataset at a time. */
export type Diagnose = (
  paths: DataPaths,
  configuration: Configuration,
  dataset_id: string,
  now_ms: number,
) => Promise<readonly Diagnosed[]>

/** By what the simulated shops are diagnosed; null: only what they send is tested. */
export const DIAGNOSE: Diagnose | null = null
