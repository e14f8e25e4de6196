import { hash } from 'node:crypto'
import {
  type Channel,
  DEFAULT_LIMITS,
  type GraphEvent,
  type IdentifiedEvent,
  identify,
  type PreflightRules,
  preflight,
  preflightRules,
  type Refusal,
  refusalOf,
  toGraphEvent,
  validateEvent,
} from '@countersign/core'
import type Database from 'better-sqlite3'
import type { Destination } from '../configuration/destination.js'
import type { Configuration } from '../configuration/port.js'
import { countingSettings } from '../configuration/settings.js'
import { openFacts } from '../feed/shared-reading.js'
import { channelOf } from '../fold/codes.js'
import type { SightingRow } from '../fold/port.js'
import { verdictOf } from '../fold/sqlite/sighting-table.js'
import { DecodedRows } from '../journal/decoded-rows.js'
import type { JournalReader } from '../journal/port.js'
import type { DataPaths } from '../process/data-directory.js'
import { type Gatherable, gatherEvent, mergeGathered } from '../report/gather-event.js'

/** What is to go out of a counted event just now. */
export type Composed =
  | { kind: 'event'; graph_event: GraphEvent; stripped: string[] }
  | { kind: 'suppressed'; reason: string; stripped: string[] }
  /** what its owner made of it would be refused now: it does not go, and neither does what was reported */
  | { kind: 'refused'; graph_event: GraphEvent; refusal: Refusal }
  /** counting has changed its mind; delivery is told of it in a moment */
  | { kind: 'undecided' }
  /** its owner is to look at the dataset's Purchases first */
  | { kind: 'held' }

/** How many journal rows stay decoded: a request's events are neighbours, but for those of other lanes between them. */
const ROWS_CACHED = 4

/** What is read of a sighting: 20,000 a second are put together, and whole rows would take half of the time. */
type StoredPart = [
  seq: number,
  received_at_ms: number,
  channel: number,
  verdict: number | null,
  sighting_id: string | null,
  event_seq: number | null,
]
type Part = Gatherable & Pick<SightingRow, 'verdict'>

const partOf = ([seq, received_at_ms, channel, verdict, sighting_id]: StoredPart): Part => ({
  seq,
  received_at_ms,
  channel: channelOf(channel),
  verdict: verdictOf(verdict),
  sighting_id,
})

type Asked = Pick<Configuration, 'dataset' | 'hasRevoked' | 'purchaseHold'>

/** Puts counted events together for a destination: what was merged so far, by what its owner wishes at this moment. */
export class Composer {
  private readonly facts: Database.Database
  private readonly rules = new WeakMap<Destination, PreflightRules>()
  private readonly lines: DecodedRows
  private readonly sightings: Database.Statement<[string], StoredPart>
  private readonly duplicates: Database.Statement<[string], StoredPart>
  private readonly loaded = new Map<number, Part[]>()

  constructor(
    paths: DataPaths,
    private readonly journal: JournalReader,
    private readonly configuration: Asked,
  ) {
    this.facts = openFacts(paths)
    this.lines = new DecodedRows(journal, ROWS_CACHED)
    const part = 'SELECT seq, received_at_ms, channel, verdict, sighting_id, event_seq FROM sightings'
    const listed = 'IN (SELECT value FROM json_each(?))'
    this.sightings = this.facts.prepare<[string], StoredPart>(`${part} WHERE seq ${listed}`).raw()
    this.duplicates = this.facts
      .prepare<[string], StoredPart>(`${part} WHERE event_seq ${listed} ORDER BY event_seq, seq`)
      .raw()
  }

  /** Reads what the facts hold of events that are put together next: of many at once in a third of the time. */
  load(seqs: readonly number[]): void {
    this.loaded.clear()
    for (const seq of seqs) this.loaded.set(seq, [])
    const list = JSON.stringify(seqs)
    for (const stored of this.sightings.all(list)) this.loaded.get(stored[0])?.push(partOf(stored))
    for (const stored of this.duplicates.all(list)) this.loaded.get(stored[5] ?? 0)?.push(partOf(stored))
  }

  /**
   * @param seq  of an event that was loaded, or of any other
   * @param edit  what its owner made of it, as JSON: it is looked through as any other, as of now
   */
  compose(destination: Destination, seq: number, edit?: { json: string; now_ms: number }): Composed {
    if (!this.loaded.has(seq)) this.load([seq])
    const [anchor, ...duplicates] = this.loaded.get(seq) ?? []
    const dataset = this.configuration.dataset(destination.dataset_id)
    if (!dataset) return suppressed('erased')
    // A rebuild takes rows out and puts them in again: only what the journal has lost, too, is gone for good.
    if (!anchor) return this.lines.line(seq) ? UNDECIDED : suppressed('erased')
    if (anchor.verdict !== 'counted') return UNDECIDED
    const gathered = gatherEvent(anchor, duplicates, this.lines, this.journal.store_id)
    if (!gathered) return suppressed('erased')
    const { event, channels } = mergeGathered(gathered, countingSettings(dataset.settings))
    if (event.event_name === 'Purchase' && this.configuration.purchaseHold(dataset.id)?.held_at_ms)
      return HELD
    const unwanted = this.unwanted(destination, event, channels)
    if (unwanted) return suppressed(unwanted)
    const [{ reported }] = gathered
    const edited = edit === undefined ? null : editedEvent(edit, anchor.received_at_ms)
    if (edited !== null && 'refusal' in edited) return edited
    const sent = edited?.event ?? event
    if (edited !== null && this.configuration.hasRevoked(destination.dataset_id, sent))
      return suppressed('consent_revoked')
    const checked = preflight(sent, this.rulesOf(destination))
    if (checked.suppressed)
      return { kind: 'suppressed', reason: checked.suppressed, stripped: checked.stripped }
    const graph_event = toGraphEvent({
      anchor_sighting_id: reported.sighting_id,
      event: checked.event,
      channels,
    })
    return { kind: 'event', graph_event, stripped: checked.stripped }
  }

  close(): void {
    this.facts.close()
  }

  private rulesOf(destination: Destination): PreflightRules {
    const known = this.rules.get(destination)
    if (known) return known
    const rules = preflightRules(destination.restricted_parameters, [])
    this.rules.set(destination, rules)
    return rules
  }

  private unwanted(destination: Destination, event: IdentifiedEvent, channels: Channel[]): string | null {
    const { events, browser_only_events, dataset_id } = destination
    if (events.length > 0 && !events.includes(event.event_name)) return 'event_not_selected'
    if (!browser_only_events && !channels.includes('server')) return 'browser_only'
    return this.configuration.hasRevoked(dataset_id, event) ? 'consent_revoked' : null
  }
}

const HELD: Composed = { kind: 'held' }
const UNDECIDED: Composed = { kind: 'undecided' }

/**
 * An event of its owner's as one of ours: identified, so that nothing plain leaves in it either. It was valid when it was
 * edited; by its age, or by rules that are new, it may be so no longer.
 */
function editedEvent(
  { json, now_ms }: { json: string; now_ms: number },
  received_at_ms: number,
): { event: IdentifiedEvent } | Extract<Composed, { kind: 'refused' }> {
  const graph_event = JSON.parse(json) as GraphEvent
  const { event, problems } = validateEvent(graph_event, 0, now_ms, DEFAULT_LIMITS)
  if (!event) return { kind: 'refused', graph_event, refusal: refusalOf(problems) }
  const sha256 = (text: string) => hash('sha256', text)
  return { event: identify(event, { channel: 'server', received_at_ms, sha256 }).event }
}

const suppressed = (reason: string): Composed => ({ kind: 'suppressed', reason, stripped: [] })
