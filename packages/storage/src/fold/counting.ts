import {
  type Claim,
  type CountingSettings,
  claimsOf,
  type Held,
  type Judgement,
  judge,
  type Keys,
  keysOf,
  readValue,
  type Sighting,
  sightingOf,
  windowOnly,
} from '@countersign/core'
import {
  decodeRow,
  ERASED,
  isRefusal,
  isRestricted,
  isSighting,
  type RefusalLine,
  type RestrictedLine,
  type SightingLine,
} from '../journal/line.js'
import { type JournalRow, seqOf, seqOfSightingId, sightingIdOf } from '../journal/port.js'
import { joinEvent, leaveEvent, openEvent } from './event-books.js'
import { type Cell, type CountingSettingsOf, type Facts, hourOf, type SightingRow } from './port.js'
import { presenceOf } from './presence.js'

/** The day of the journal segment that a sighting stands in. */
export type SegmentOf = (seq: number) => number

/** What counting needs besides the facts. */
export interface Counting {
  /** Takes note of what is configured now; asked once a step, not once a sighting. */
  refresh(): void
  settingsOf: CountingSettingsOf
  segmentOf: SegmentOf
  /** The journal holds something of a dataset that there is not, or no more. */
  leftBehind: (dataset_id: string) => void
  store_id: string
}

/** A sighting as loaded from the journal: what is stored of it, what it is judged by, and all that it said. */
export interface Loaded {
  row: SightingRow
  sighting: Sighting
  line: SightingLine
}

/**
 * Folds one live row of the journal: each sighting is judged and stored, each refusal counted. The rule takes
 * sightings in order, and so does this: a row's are sorted, and rows follow one another in time.
 * @returns how many sightings, and the datasets of those that came earlier than what is judged already (the clock was
 *          set back over a restart): they are loaded, not judged
 */
export function foldLive(
  journalRow: JournalRow,
  facts: Facts,
  counting: Counting,
): { sightings: number; late: Set<string> } {
  const loaded: Loaded[] = []
  const heads = new Map<string, boolean>()
  const lines = decodeRow(journalRow.lines)
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]
    if (line === undefined || line === ERASED) continue
    if (counting.settingsOf(line.dataset_id) === undefined) counting.leftBehind(line.dataset_id)
    else if (isRefusal(line)) countRefusal(line, journalRow, facts, counting)
    else if (isRestricted(line)) countRestricted(line, journalRow, facts, counting)
    else if (isSighting(line)) {
      const next = load(line, seqOf(journalRow.position, index), journalRow.received_at_ms, facts, counting)
      if (!next) continue
      const { dataset_id } = line
      if (!heads.has(dataset_id))
        heads.set(dataset_id, facts.latestMs(dataset_id) >= journalRow.received_at_ms)
      // Before the next is loaded: a quick retry brings an id twice in one row.
      facts.addSighting(next.row)
      loaded.push(next)
    }
  }
  if (!inOrder(loaded, counting.store_id)) loaded.sort((a, b) => byLoadedOrder(a, b, counting.store_id))
  for (const next of loaded) if (!heads.get(next.row.dataset_id)) judgeLoaded(next, facts, counting)
  const late = new Set([...heads].filter(([, is_late]) => is_late).map(([dataset_id]) => dataset_id))
  facts.change({ kind: 'counted', from: journalRow.position, to: journalRow.position })
  return { sightings: loaded.length, late }
}

/**
 * Makes the row of a sighting that is met for the first time; undefined where its id was met before, in this dataset.
 * A copy that claims to have been received earlier replaces the later one, whatever the order in which they are met.
 */
export function load(
  line: SightingLine,
  seq: number,
  received_at_ms: number,
  facts: Facts,
  counting: Counting,
): Loaded | undefined {
  const { dataset_id, channel, event } = line
  if (line.sighting_id !== undefined && isRepeated(line, line.sighting_id, facts, counting)) {
    const cell = { ...cellOf(dataset_id, received_at_ms, seq, channel, event.event_name, facts, counting) }
    facts.count({ ...cell, state: 'repeated', code: '' }, 1, '')
    return undefined
  }
  const value = readValue(event.custom_data)
  const name_id = facts.nameId(dataset_id, event.event_name)
  if (channel === 'browser') facts.noteBrowser(name_id, received_at_ms, event.event_id === null)
  const row: SightingRow = {
    seq,
    dataset_id,
    received_at_ms,
    channel,
    name_id,
    sighting_id: line.sighting_id ?? null,
    verdict: null,
    method: null,
    event_seq: seq,
    opens: false,
    value: value?.value ?? null,
    currency: value?.currency ?? null,
    browser: false,
    server: false,
    shown_seq: null,
  }
  // Where it came without an id its place in the journal is its id; only a tie within a row needs it, see idOf.
  return {
    row,
    line,
    sighting: sightingOf(dataset_id, line.sighting_id ?? '', channel, received_at_ms, event),
  }
}

/** A sighting id is unique in its dataset: the sender's, or the one that this journal gave. */
function isRepeated(line: SightingLine, sighting_id: string, facts: Facts, counting: Counting): boolean {
  const own = seqOfSightingId(sighting_id, counting.store_id)
  // What this journal gave to another dataset's sighting is just a sender's id here.
  if (own !== undefined && facts.sighting(own)?.dataset_id === line.dataset_id) return true
  return facts.sightingById(line.dataset_id, sighting_id) !== undefined
}

/** Judges a stored sighting that is later in order than all judged ones of its dataset, and enters it in the books. */
export function judgeLoaded(loaded: Loaded, facts: Facts, counting: Counting): void {
  const { row, sighting } = loaded
  const settings = counting.settingsOf(row.dataset_id)
  if (!settings) return
  const keys = canMeet(loaded, settings, facts) ? keysOf(sighting) : windowOnly(sighting)
  const judgement = judge(sighting, keys, heldBy(facts, counting), settings)
  enterJudged(loaded, keys, judgement, settings, facts, counting)
}

/**
 * Whether method B's keys must be looked at. For a server sighting that no browser sighting can be met by they need
 * not: the usual case, once both sides send event_ids.
 */
function canMeet({ row, sighting }: Loaded, settings: CountingSettings, facts: Facts): boolean {
  if (sighting.channel === 'browser') return true
  const { any_ms, without_id_ms } = facts.latestBrowser(row.name_id)
  const latest_ms = sighting.event_id === null ? any_ms : without_id_ms
  return latest_ms >= sighting.received_at_ms - settings.deduplication_window_ms
}

/** Writes a judgement down: the sighting's verdict, its claims, its event, and the hour's books. */
export function enterJudged(
  { row, sighting, line }: Loaded,
  keys: Keys,
  judgement: Judgement,
  settings: CountingSettings,
  facts: Facts,
  counting: Counting,
): void {
  row.verdict = judgement.verdict
  row.method = judgement.method
  row.opens = judgement.opens
  row.event_seq = judgement.event_seq ?? row.seq
  if (judgement.event_seq === null) openEvent(row, facts, counting.segmentOf)
  else leaveEvent(row)
  facts.changeSighting(row)
  const anchor = judgement.event_seq === null ? undefined : facts.sighting(judgement.event_seq)
  if (anchor) joinEvent(anchor, row, settings, facts, counting.segmentOf)
  claim(sighting, keys, row, facts)
  facts.count(judgedCell(row, counting), 1, presenceOf(line))
}

/** The cell of the books that a judged sighting stands in. */
export const judgedCell = (row: SightingRow, counting: Counting): Cell => ({
  dataset_id: row.dataset_id,
  hour: hourOf(row.received_at_ms),
  segment: counting.segmentOf(row.seq),
  name_id: row.name_id,
  channel: row.channel,
  state: row.verdict ?? 'repeated',
  code: row.method ?? '',
})

/** Makes the claims of a judged sighting. */
export function claim(sighting: Sighting, keys: Keys, row: SightingRow, facts: Facts): void {
  const holder = { seq: row.seq, received_at_ms: row.received_at_ms, event_seq: row.event_seq }
  claimsOf(sighting, keys, row.opens, holder, (key, slot, latest) => {
    const held: Claim =
      slot === 'both' ? { latest, latest_without_id: latest } : { ...facts.claim(key), latest }
    facts.setClaim(key, held)
  })
}

/** What the facts hold, in the form in which the rule asks for it. */
export const heldBy = (facts: Facts, counting: Counting): Held => ({
  claim: (key) => facts.claim(key),
  sightingId: (seq) => facts.sighting(seq)?.sighting_id ?? sightingIdOf(seq, counting.store_id),
})

/** Enters a refusal: it was decided at the edge, and is only counted. */
export function countRefusal(line: RefusalLine, row: JournalRow, facts: Facts, counting: Counting): void {
  for (const [event_name, events] of Object.entries(line.events)) {
    const seq = seqOf(row.position, 0)
    const cell = cellOf(line.dataset_id, row.received_at_ms, seq, line.channel, event_name, facts, counting)
    facts.count({ ...cell, state: line.refused, code: line.code }, events, '')
  }
}

/** Enters a restricted sighting: what becomes of it is another fold's to say; here it is only counted. */
export function countRestricted(
  { dataset_id, channel, restricted, event_name }: RestrictedLine,
  row: JournalRow,
  facts: Facts,
  counting: Counting,
): void {
  const seq = seqOf(row.position, 0)
  const cell = cellOf(dataset_id, row.received_at_ms, seq, channel, event_name, facts, counting)
  facts.count({ ...cell, state: 'restricted', code: restricted }, 1, '')
}

function cellOf(
  dataset_id: string,
  received_at_ms: number,
  seq: number,
  channel: Cell['channel'],
  event_name: string,
  facts: Facts,
  counting: Counting,
): Omit<Cell, 'state' | 'code'> {
  return {
    dataset_id,
    hour: hourOf(received_at_ms),
    segment: counting.segmentOf(seq),
    name_id: facts.nameId(dataset_id, event_name),
    channel,
  }
}

/** A row's sightings share their time: they are in order by channel, then by id. */
function byLoadedOrder(a: Loaded, b: Loaded, store_id: string): number {
  if (a.row.channel !== b.row.channel) return a.row.channel === 'browser' ? -1 : 1
  if (a.row.sighting_id === null && b.row.sighting_id === null) return a.row.seq - b.row.seq
  return idOf(a, store_id) < idOf(b, store_id) ? -1 : 1
}

const idOf = ({ row }: Loaded, store_id: string): string => row.sighting_id ?? sightingIdOf(row.seq, store_id)

function inOrder(loaded: readonly Loaded[], store_id: string): boolean {
  for (let i = 1; i < loaded.length; i += 1) {
    const [a, b] = [loaded[i - 1], loaded[i]]
    if (a && b && byLoadedOrder(a, b, store_id) > 0) return false
  }
  return true
}
