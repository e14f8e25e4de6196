import type { Destination, DestinationSecrets, Outbox } from '@countersign/storage'
import type { Fetcher } from './fetcher.js'
import { FORWARDER_LIMITS, type ForwarderLimits, STOPPED_LOOK_MS } from './limits.js'
import { type Log, NO_LOG } from './log.js'
import { Recorder } from './loop/recorder.js'
import { Room } from './loop/room.js'
import { Sender } from './loop/sender.js'
import type { Surroundings } from './loop/surroundings.js'
import { type DeliveryReport, NO_REPORT } from './report.js'
import { NODE_TIMERS, type Timers } from './timers.js'

/** All that the forwarder takes from outside. */
export interface ForwarderPorts {
  outbox: Outbox
  /** all of them, as their owners have them now */
  destinations(): readonly Destination[]
  /** undefined: it is gone. @throws with words for its owner, where they cannot be read */
  secrets(destination_id: number): DestinationSecrets | undefined
  fetcher: Fetcher
  /** COUNTERSIGN_META_URL; null: it is not set */
  meta_url?: string | null
  partner_agent?: string | null
  limits?: Partial<ForwarderLimits>
  now_ms?: () => number
  /** 0 to 1 */
  random?: () => number
  timers?: Timers
  report?: DeliveryReport
  log?: Log
}

export type DestinationStatus = ReturnType<Sender['status']>

export interface ForwarderStatus {
  /** under way */
  requests: number
  /** of events and bodies in memory */
  bytes: number
  /** false: the outbox cannot be written for now, and nothing is taken from it */
  is_recording: boolean
  destinations: DestinationStatus[]
}

export interface Forwarder {
  /** There may be new events, or the owner has changed a destination. Cheap: call it as often as that happens. */
  wake(): void
  /** Takes nothing new, gives requests under way a while, then gives them up: their events wait again. */
  stop(): Promise<void>
  status(): ForwarderStatus
}

/**
 * Sends what is due in the outbox to its destinations, until it is stopped. Each destination has its own pace, breaker
 * and requests; they take turns, one request each, so that none waits for another.
 */
export function startForwarder(ports: ForwarderPorts): Forwarder {
  const { now_ms = Date.now, timers = NODE_TIMERS, log = NO_LOG } = ports
  const limits = { ...FORWARDER_LIMITS, ...ports.limits }
  const room = new Room(limits)
  const recorder = new Recorder(ports.outbox, now_ms, log)
  const around: Surroundings = {
    recorder,
    room,
    limits,
    timers,
    log,
    now_ms,
    fetcher: ports.fetcher,
    secrets: ports.secrets,
    report: ports.report ?? NO_REPORT,
    meta_url: ports.meta_url ?? null,
    partner_agent: ports.partner_agent ?? null,
    random: ports.random ?? Math.random,
    turn,
  }
  const senders = new Map<number, Sender>()
  let next = 0
  let is_turn_near = false
  let callOff: () => void = () => undefined
  let stopping: Promise<void> | undefined
  let whenEmpty: () => void = () => undefined

  /** As the owners have it now. What was removed sends no more, and goes when its last request is answered. */
  function look(): void {
    const destinations = ports.destinations()
    const known = new Set(destinations.map(({ id }) => id))
    for (const destination of destinations) {
      const sender = senders.get(destination.id)
      if (sender) sender.look(destination)
      else senders.set(destination.id, new Sender(destination, around))
    }
    for (const [id, sender] of senders) {
      if (known.has(id)) continue
      sender.close()
      if (sender.is_idle) senders.delete(id)
    }
  }

  function turn(): void {
    if (is_turn_near) return
    is_turn_near = true
    timers.soon(() => {
      is_turn_near = false
      if (stopping) {
        if (room.requests === 0) whenEmpty()
      } else if (startOne()) turn()
      else sleep()
    })
  }

  /** One request of the next destination that may begin one: composing it takes this thread some milliseconds. */
  function startOne(): boolean {
    if (!recorder.catchUp()) return false
    if (recorder.hasCaughtUp()) look()
    const all = [...senders.values()]
    for (let step = 0; step < all.length; step += 1) {
      const at = (next + step) % all.length
      if (!all[at]?.start()) continue
      next = at + 1
      return true
    }
    return false
  }

  function sleep(): void {
    callOff()
    const now = now_ms()
    const times = [...senders.values()].map((sender) => sender.wakeAt())
    const due = times.filter((at_ms) => at_ms !== null && at_ms > now)
    if (recorder.behindUntil !== null) due.push(recorder.behindUntil)
    if ([...senders.values()].some(({ condition }) => condition.stopped !== null))
      due.push(now + STOPPED_LOOK_MS)
    if (due.length === 0) return
    callOff = timers.after(Math.max(1, Math.min(...(due as number[])) - now), wake)
  }

  function wake(): void {
    if (stopping) return
    look()
    turn()
  }

  function stop(): Promise<void> {
    stopping ??= new Promise<void>((resolve) => {
      callOff()
      for (const sender of senders.values()) sender.close()
      const late = timers.after(limits.stop_ms, () => {
        for (const sender of senders.values()) sender.giveUp()
      })
      whenEmpty = () => {
        late()
        recorder.catchUp(true)
        resolve()
      }
    })
    turn()
    return stopping
  }

  wake()
  return {
    wake,
    stop,
    status: () => ({
      requests: room.requests,
      bytes: room.bytes,
      is_recording: recorder.behindUntil === null,
      destinations: [...senders.values()].map((sender) => sender.status()),
    }),
  }
}
