import {
  type Channel,
  type GraphEvent,
  type IdentifiedEvent,
  type PreflightRules,
  preflight,
  preflightRules,
  toGraphEvent,
} from '@countersign/core'
import Database from 'better-sqlite3'
import type { Destination } from '../configuration/destination.js'
import type { Configuration } from '../configuration/port.js'
import { countingSettings } from '../configuration/settings.js'
import { LineCache } from '../fold/line-cache.js'
import { channelOf, verdictOf } from '../fold/sqlite/sighting-table.js'
import type { JournalReader } from '../journal/port.js'
import { type Gatherable, gatherEvent, mergeGathered } from '../report/gather-event.js'

/** What is to go out of a counted event just now. */
export type Composed =
  | { kind: 'event'; graph_event: GraphEvent; stripped: string[] }
  | { kind: 'suppressed'; reason: string; stripped: string[] }
  /** counting has changed its mind; delivery is told of it in a moment */
  | { kind: 'undecided' }

/** How many journal rows stay decoded: a request's events are neighbours, but for those of other lanes between them. */
const ROWS_CACHED = 6

/** What is read of a sighting: 20,000 a second are put together, and whole rows would take half of the time. */
type StoredPart = [seq: number, received_at_ms: number, channel: number, verdict: number | null, id: string | null]

const partOf = ([seq, received_at_ms, channel, verdict, sighting_id]: StoredPart) =>
  ({
    seq,
    received_at_ms,
    channel: channelOf(channel),
    verdict: verdictOf(verdict),
    sighting_id,
  }) satisfies Gatherable & { verdict: unknown }

type Asked = Pick<Configuration, 'dataset' | 'version' | 'hasRevoked'>

/** Puts counted events together for a destination: what was merged so far, by what its owner wishes at this moment. */
export class Composer {
  private readonly facts: Database.Database
  private readonly rules = new WeakMap<Destination, PreflightRules>()
  private readonly lines: LineCache
  private readonly sighting: Database.Statement<[number], StoredPart>
  private readonly duplicates: Database.Statement<[number], StoredPart>

  constructor(
    facts_path: string,
    private readonly journal: JournalReader,
    private readonly configuration: Asked,
  ) {
    this.facts = new Database(facts_path, { readonly: true })
    this.facts.pragma('busy_timeout = 5000')
    this.lines = new LineCache(journal, ROWS_CACHED)
    const part = 'SELECT seq, received_at_ms, channel, verdict, sighting_id FROM sightings'
    this.sighting = this.facts.prepare<[number], StoredPart>(`${part} WHERE seq = ?`).raw()
    this.duplicates = this.facts.prepare<[number], StoredPart>(`${part} WHERE event_seq = ? ORDER BY seq`).raw()
  }

  compose(destination: Destination, seq: number): Composed {
    const stored = this.sighting.get(seq)
    const anchor = stored && partOf(stored)
    const dataset = this.configuration.dataset(destination.dataset_id)
    if (!anchor || !dataset) return suppressed('erased')
    if (anchor.verdict !== 'counted') return { kind: 'undecided' }
    const duplicates = this.duplicates.all(seq).map(partOf)
    const gathered = gatherEvent(anchor, duplicates, this.lines, this.journal.store_id)
    if (!gathered) return suppressed('erased')
    const { event, channels } = mergeGathered(gathered, countingSettings(dataset.settings))
    const unwanted = this.unwanted(destination, event, channels)
    if (unwanted) return suppressed(unwanted)
    const checked = preflight(event, this.rulesOf(destination))
    if (checked.suppressed)
      return { kind: 'suppressed', reason: checked.suppressed, stripped: checked.stripped }
    const [{ reported }] = gathered
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

const suppressed = (reason: string): Composed => ({ kind: 'suppressed', reason, stripped: [] })
