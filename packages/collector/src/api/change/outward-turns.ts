import type { Outward } from '../../edge.js'
import type { Api } from '../api.js'
import { ApiRefusal } from '../api-error.js'

/** Each may take half a minute, and holds a connection of ours and one of somebody else's. */
const AT_ONCE_MAX = 4

/** Runs what goes out to others, a few at a time. @throws ApiRefusal where too many are under way, or nothing goes out here */
export class OutwardTurns {
  private under_way = 0

  constructor(private readonly api: Api) {}

  async run<T>(work: (outward: Outward) => Promise<T>): Promise<T> {
    const { outward } = this.api.stage.edge
    if (outward === undefined) throw new ApiRefusal({ code: 'path_unknown', at: '' })
    if (this.under_way >= AT_ONCE_MAX) throw new ApiRefusal({ code: 'requests_too_many', at: '' })
    this.under_way += 1
    try {
      return await work(outward)
    } finally {
      this.under_way -= 1
    }
  }
}
