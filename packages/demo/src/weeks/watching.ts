import { randomBytes } from 'node:crypto'
import { diagnosesOf } from '@countersign/core/report'
import { evaluateAll } from '@countersign/forwarder'
import {
  type Configuration,
  catchUp,
  type DataPaths,
  type OpenCounting,
  openCounting,
  openSignalFolds,
  type SignalFolds,
} from '@countersign/storage'

/** What counts and judges, as a running server would have done by then. */
export class Watching {
  private readonly counting: OpenCounting
  private readonly folds: SignalFolds

  constructor(
    paths: DataPaths,
    private readonly configuration: Configuration,
    now_ms: () => number,
  ) {
    this.counting = openCounting(paths, configuration)
    this.folds = openSignalFolds(paths, configuration, { randomBytes, steady_ms: now_ms })
  }

  /** Counts all that was received until now. */
  count(): void {
    catchUp(this.counting, this.configuration)
  }

  /** Tells every fold of what is counted, and judges each dataset. */
  judge(now_ms: number): void {
    const { folds, configuration } = this
    while (folds.step());
    while (folds.aem.release(now_ms));
    evaluateAll(
      {
        configuration,
        diagnoses: (dataset_id, at_ms, tripped) =>
          diagnosesOf(folds.signals.window(dataset_id, at_ms), tripped),
        tripwire: (dataset_id, at_ms) => folds.orders.tripwire(dataset_id, at_ms),
        failed(_, error) {
          throw error
        },
      },
      now_ms,
    )
  }

  close(): void {
    this.folds.close()
    this.counting.close()
  }
}
