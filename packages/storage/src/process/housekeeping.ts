import type { Configuration } from '../configuration/port.js'
import type { OpenCounting } from './counting.js'
import type { DataPaths } from './data-directory.js'

export class Housekeeping {
  constructor(
    private readonly paths: DataPaths,
    private readonly configuration: Configuration,
    private readonly counting: OpenCounting,
    private readonly now_ms: () => number,
  ) {}

  step(): boolean {
    void [this.paths, this.configuration, this.counting, this.now_ms]
    return false
  }
}
