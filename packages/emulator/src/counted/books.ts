import type { Channel, Method } from '@countersign/core'
import type {
  Hourly,
  HourlyCount,
  HourlyPresent,
  Hours,
  RefusalLine,
  SightingLine,
} from '@countersign/storage'
import type { Verdict } from './deduplication.js'

const HOUR_MS = 3_600_000
/** Names come from whoever sends: beyond so many of a dataset, and datasets, they are counted together. */
const NAMES_MAX = 1_000
const DATASETS_MAX = 10_000
/** How many parameters and hosts are told apart in an hour of an event. */
const PRESENT_MAX = 1_000
export const OTHER = '(other)'

type Kind = 'match_key' | 'param' | 'host'
const KINDS: readonly Kind[] = ['match_key', 'param', 'host']

/** One event of one dataset in one hour. */
interface Cell {
  received: { [channel in Channel]: number }
  counted: { [channel in Channel]: number }
  /** copies, by `channel method` */
  duplicate: Map<string, number>
  /** refused and blocked ones, by `channel state code` */
  refused: Map<string, number>
  /** events that a browser reported, and events that both reported, by the method by which they met */
  with_browser: number
  met: Map<Method, number>
  /** on how many reports of a channel something was present */
  present: { [channel in Channel]: { [kind in Kind]: Map<string, number> } }
}

/** The sums over cells. received = counted + duplicate + rejected. */
export interface Totals {
  received: number
  counted: number
  duplicate: number
  rejected: number
  /** counted events that were reported on both channels */
  both: number
}

type Cells = Map<number, Cell>

/** Exact counters of all that came in; their memory grows with the number of names and hours, not of events. */
export class Books {
  private datasets = new Map<string, Map<string, Cells>>()

  count(line: SightingLine, received_at_ms: number, verdict: Verdict): void {
    const { channel, event } = line
    const cell = this.cell(line.dataset_id, event.event_name, received_at_ms)
    cell.received[channel] += 1
    if (verdict.verdict === 'counted') cell.counted[channel] += 1
    else add(cell.duplicate, `${channel} ${verdict.method}`)
    if (verdict.first_of_channel && channel === 'browser') cell.with_browser += 1
    if (verdict.both_now && verdict.method !== null) add(cell.met, verdict.method)
    notePresent(cell.present[channel], line)
  }

  refuse({ dataset_id, channel, refused, code, events }: RefusalLine, received_at_ms: number): void {
    for (const [event_name, count] of Object.entries(events)) {
      const cell = this.cell(dataset_id, event_name, received_at_ms)
      cell.received[channel] += count
      add(cell.refused, `${channel} ${refused} ${code}`, count)
    }
  }

  /** The cells of one event, or of all; of one dataset, or of all. */
  cells(dataset_id: string | null, event_name: string | null = null): Cell[] {
    const of_dataset = dataset_id === null ? [...this.datasets.values()] : [this.datasets.get(dataset_id)]
    return of_dataset.flatMap((names) =>
      [...(names ?? [])].flatMap(([name, cells]) =>
        event_name === null || name === event_name ? [...cells.values()] : [],
      ),
    )
  }

  /** The names of a dataset's events; without a dataset, those of all. */
  names(dataset_id: string | null): string[] {
    const of_dataset = dataset_id === null ? [...this.datasets.values()] : [this.datasets.get(dataset_id)]
    return [...new Set(of_dataset.flatMap((names) => [...(names?.keys() ?? [])]))]
  }

  /** In the shape that the collector's stats are made from. */
  hourly(dataset_id: string, { from_hour, to_hour }: Hours): Hourly {
    const names = new Map<number, string>()
    const counts: HourlyCount[] = []
    const present: HourlyPresent[] = []
    for (const [name, cells] of this.datasets.get(dataset_id) ?? []) {
      const name_id = names.size + 1
      names.set(name_id, name)
      for (const [hour, cell] of cells) {
        if (hour < from_hour || hour >= to_hour) continue
        for (const count of countsOf(cell)) counts.push({ hour, name_id, ...count })
        for (const [one, count] of presentIn([cell]))
          present.push({ hour, name_id, channel: one.channel, present: one.present, count })
      }
    }
    return { names, counts, present }
  }

  clear(): void {
    this.datasets = new Map()
  }

  private cell(dataset_id: string, event_name: string, received_at_ms: number): Cell {
    const names = within(this.datasets, dataset_id, DATASETS_MAX, () => new Map<string, Cells>())
    const cells = within(names, event_name, NAMES_MAX, () => new Map<number, Cell>())
    const hour = Math.floor(received_at_ms / HOUR_MS)
    let cell = cells.get(hour)
    if (cell === undefined) {
      cell = newCell()
      cells.set(hour, cell)
    }
    return cell
  }
}

export function totalsOf(cells: readonly Cell[]): Totals {
  const totals: Totals = { received: 0, counted: 0, duplicate: 0, rejected: 0, both: 0 }
  for (const cell of cells) {
    totals.received += cell.received.browser + cell.received.server
    totals.counted += cell.counted.browser + cell.counted.server
    totals.duplicate += sum(cell.duplicate)
    totals.rejected += sum(cell.refused)
    totals.both += sum(cell.met)
  }
  return totals
}

export interface Present {
  channel: Channel
  /** `match_key:em`, `param:value` … */
  present: string
}

/** What was present on accepted reports, and on how many. */
export function presentIn(cells: readonly Cell[]): [Present, number][] {
  const found: [Present, number][] = []
  for (const channel of ['browser', 'server'] as const)
    for (const kind of KINDS) {
      const counts = new Map<string, number>()
      for (const cell of cells)
        for (const [name, count] of cell.present[channel][kind]) add(counts, name, count)
      for (const [name, count] of counts) found.push([{ channel, present: `${kind}:${name}` }, count])
    }
  return found
}

/** Name by name: to put them together to one text, and count that, takes three times as long. */
function notePresent(present: Cell['present'][Channel], { event }: SightingLine): void {
  for (const key in event.user_data) addPresent(present.match_key, key)
  for (const key in event.custom_data) addPresent(present.param, key)
  if (event.event_id !== null) addPresent(present.param, 'event_id')
  const host = event.event_source_url === undefined ? '' : hostOf(event.event_source_url)
  if (host !== '') addPresent(present.host, host)
}

function addPresent(counts: Map<string, number>, name: string): void {
  const count = counts.get(name)
  if (count !== undefined) counts.set(name, count + 1)
  else if (counts.size < PRESENT_MAX) counts.set(name, 1)
}

const HOST = /^https?:\/\/([^/?#:]+)/i
const hostOf = (url: string): string => HOST.exec(url)?.[1]?.toLowerCase() ?? ''

function* countsOf(cell: Cell): Generator<Pick<HourlyCount, 'channel' | 'state' | 'code' | 'count'>> {
  for (const channel of ['browser', 'server'] as const)
    yield { channel, state: 'counted', code: '', count: cell.counted[channel] }
  for (const [text, count] of cell.duplicate) {
    const [channel, code = ''] = text.split(' ')
    yield { channel: channel as Channel, state: 'duplicate', code, count }
  }
  for (const [text, count] of cell.refused) {
    const [channel, state, code = ''] = text.split(' ')
    yield { channel: channel as Channel, state: state as RefusalLine['refused'], code, count }
  }
}

/** The value under a key, made where it is new; under OTHER where there are too many. */
function within<V>(map: Map<string, V>, key: string, max: number, make: () => V): V {
  const held = map.get(key)
  if (held !== undefined) return held
  if (map.size >= max && key !== OTHER) return within(map, OTHER, max + 1, make)
  const made = make()
  map.set(key, made)
  return made
}

function add<K>(counts: Map<K, number>, key: K, count = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}

export const sum = (counts: ReadonlyMap<unknown, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0)

const newCell = (): Cell => ({
  received: { browser: 0, server: 0 },
  counted: { browser: 0, server: 0 },
  duplicate: new Map(),
  refused: new Map(),
  with_browser: 0,
  met: new Map(),
  present: { browser: noPresent(), server: noPresent() },
})

const noPresent = () => ({ match_key: new Map(), param: new Map(), host: new Map() })

export type { Cell }
