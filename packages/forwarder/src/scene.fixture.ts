import { DESTINATION_DEFAULTS, type Destination, type DestinationSecrets } from '@countersign/storage'
import { onTestFinished } from 'vitest'
import type { ForwarderLimits } from './limits.js'
import { ManualTime } from './manual-time.fixture.js'
import { MetaInMemory } from './meta.fixture.js'
import { MemoryOutbox, type Row } from './outbox.fixture.js'
import type { DeliveryReport } from './report.js'
import { startForwarder } from './start-forwarder.js'

export const destination = (id: number, options: Partial<Destination> = {}): Destination => ({
  ...DESTINATION_DEFAULTS,
  id,
  dataset_id: '123456789012345',
  kind: 'conversions_api',
  name: `Destination ${id}`,
  url: `https://d${id}.example`,
  target_id: '987654321098765',
  created_at_ms: 0,
  from_position: 0,
  paused_at_ms: null,
  has_app_secret: false,
  secrets_at_ms: 0,
  resumed_at_ms: 0,
  ...options,
})

export interface SceneOptions {
  destinations?: Destination[]
  limits?: Partial<ForwarderLimits>
  random?: () => number
  report?: DeliveryReport
}

/** A forwarder with an outbox, destinations and a clock in the test's hand. */
export function scene(options: SceneOptions = {}) {
  const time = new ManualTime()
  const outbox = new MemoryOutbox()
  const meta = new MetaInMemory(time)
  const destinations = options.destinations ?? [destination(1)]
  const secrets: DestinationSecrets = { access_token: 'TOKEN', app_secret: null }
  const begin = () =>
    startForwarder({
      outbox,
      destinations: () => destinations,
      secrets: () => secrets,
      fetcher: meta.fetcher,
      timers: time.timers,
      now_ms: time.now_ms,
      random: options.random ?? (() => 0.5),
      ...(options.limits && { limits: options.limits }),
      ...(options.report && { report: options.report }),
    })
  let forwarder = begin()
  onTestFinished(async () => {
    const stopped = forwarder.stop()
    await time.pass(60_000)
    await stopped
  })
  let next_id = 1
  return {
    time,
    outbox,
    meta,
    destinations,
    secrets,
    get forwarder() {
      return forwarder
    },
    /** As after a restart: what was under way is forgotten there, and waits again here. */
    begin() {
      forwarder = begin()
    },
    /** Adds events that are due now. */
    add(count: number, id = 1, row: Partial<Row> = {}, bad: (at: number) => boolean = () => false): Row[] {
      const rows = Array.from({ length: count }, (_, at) => {
        const event = {
          event_name: 'Purchase',
          event_id: `E${next_id++}`,
          event_time: Math.floor(time.now_ms() / 1000),
          custom_data: bad(at) ? { value: 1, bad: true } : { value: 1 },
        }
        return outbox.add(id, event, { due_ms: time.now_ms(), ...row })
      })
      forwarder.wake()
      return rows
    },
    /** Changes a destination as its owner would. */
    change(id: number, change: Partial<Destination>): void {
      const at = destinations.findIndex((known) => known.id === id)
      const was = destinations[at]
      if (was) destinations[at] = { ...was, ...change }
      forwarder.wake()
    },
  }
}
