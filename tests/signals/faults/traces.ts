import type { Channel } from '@countersign/core'
import { DAY_MS } from '@countersign/demo/shop'
import { isRefusal, isSighting, type RefusalLine, type SightingLine } from '@countersign/storage'
import type { ShopRun } from '../lab.js'

type Received = SightingLine & { received_at_ms: number }

/** All sightings of a channel, of one event where it is named. */
export const sightings = ({ journalled }: ShopRun, channel: Channel, event_name?: string): Received[] =>
  journalled.filter(
    (line): line is Received =>
      isSighting(line) &&
      line.channel === channel &&
      (event_name === undefined || line.event.event_name === event_name),
  )

/** How many sightings came with a warning of the edge. */
export const warned =
  (channel: Channel, warning: string, event_name?: string) =>
  (run: ShopRun): number =>
    sightings(run, channel, event_name).filter(({ warnings }) => warnings?.includes(warning)).length

/** How many sightings are so. */
export const seen =
  (channel: Channel, event_name: string | undefined, is: (line: Received) => boolean) =>
  (run: ShopRun): number =>
    sightings(run, channel, event_name).filter(is).length

/** How many events were refused or blocked under a code. */
export const refusedAs =
  (code: string) =>
  ({ journalled }: ShopRun): number =>
    journalled
      .filter((line): line is RefusalLine & { received_at_ms: number } => isRefusal(line))
      .filter((line) => line.code === code)
      .reduce((sum, { events }) => sum + Object.values(events).reduce((a, b) => a + b, 0), 0)

/** How many browser sightings of an event the server has no copy of with the same event_id. */
export const uncovered =
  (event_name: string) =>
  (run: ShopRun): number => {
    const ids = new Set(sightings(run, 'server', event_name).map(({ event }) => event.event_id))
    return sightings(run, 'browser', event_name).filter(({ event }) => !ids.has(event.event_id)).length
  }

/** How many pairs of one event_id, browser's and server's, are so. */
export const pairs =
  (event_name: string | undefined, are: (browser: Received, server: Received) => boolean) =>
  (run: ShopRun): number => {
    const browser = new Map(sightings(run, 'browser', event_name).map((line) => [line.event.event_id, line]))
    return sightings(run, 'server', event_name).filter((line) => {
      const other = browser.get(line.event.event_id)
      return other !== undefined && are(other, line)
    }).length
  }

/** How many sightings say a value that others of the channel have said before. */
export const repeats =
  (channel: Channel, event_name: string | undefined, said: (line: Received) => unknown) =>
  (run: ShopRun): number => {
    const values = sightings(run, channel, event_name)
      .map(said)
      .filter((value) => value !== undefined && value !== null)
    return values.length - new Set(values).size
  }

/** How many sightings say what most of the channel say. */
export const mostSaid =
  (channel: Channel, event_name: string | undefined, said: (line: Received) => string | null | undefined) =>
  (run: ShopRun): number => {
    const counts = new Map<string, number>()
    for (const value of sightings(run, channel, event_name).map(said))
      if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
    return Math.max(0, ...counts.values())
  }

/** For how many of the last days a channel was silent. */
export const silentDays =
  (channel: Channel, event_name?: string) =>
  (run: ShopRun): number => {
    const last_ms = sightings(run, channel, event_name).at(-1)?.received_at_ms ?? run.begin_ms
    return (run.now_ms - last_ms) / DAY_MS
  }
