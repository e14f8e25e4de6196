import type { Destination, DestinationSecrets } from '@countersign/storage'
import type { Fetcher } from '../fetcher.js'
import type { ForwarderLimits } from '../limits.js'
import type { Log } from '../log.js'
import type { DeliveryReport } from '../report.js'
import type { Timers } from '../timers.js'
import type { Recorder } from './recorder.js'
import type { Room } from './room.js'

/** What all destinations' senders work with. */
export interface Surroundings {
  recorder: Recorder
  room: Room
  fetcher: Fetcher
  /** undefined: the destination is gone. @throws with words for its owner, where they cannot be read */
  secrets(destination_id: number): DestinationSecrets | undefined
  timers: Timers
  limits: ForwarderLimits
  report: DeliveryReport
  log: Log
  meta_url: string | null
  partner_agent: string | null
  now_ms(): number
  /** 0 to 1 */
  random(): number
  /** Something may be sent now that could not be sent before. */
  turn(): void
}

/** What of a destination says where and as what its requests go: a change of it may mend what stopped it. */
export const addressOf = (destination: Destination): string => {
  const { kind, url, api_version, target_id, test_event_code, allowed_private_hosts } = destination
  return JSON.stringify([kind, url, api_version, target_id, test_event_code, allowed_private_hosts])
}
