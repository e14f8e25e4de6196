import type { Method } from '../deduplicate/judge.js'
import type { Channel, IdentifiedEvent, WarningCode } from '../event.js'

/** A sighting with its verdict, as the report stage is told of it. */
export interface Seen {
  /** its place in the journal */
  seq: number
  channel: Channel
  received_at_ms: number
  event: IdentifiedEvent
  warnings: readonly WarningCode[]
  /** what pointed at a machine: `headless`, `selenium`, `bot_user_agent` */
  automation: readonly string[]
  verdict: 'counted' | 'duplicate'
  /** by which key it is a duplicate; null: it is counted */
  method: Method | null
}
