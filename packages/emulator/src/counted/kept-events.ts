import type { Channel, IdentifiedEvent, Method } from '@countersign/core'
import { isSighting, type JournalLine, type SightingLine } from '@countersign/storage'
import type { Verdict } from './deduplication.js'

/** A report that was accepted, as it came and as it was judged. */
export interface ReceivedEvent extends IdentifiedEvent {
  /** its number among all that were accepted, from 1 */
  seq: number
  dataset_id: string
  channel: Channel
  received_at_ms: number
  verdict: 'counted' | 'duplicate'
  method: Method | null
  /** its own number where it was counted; else the number of the one that it is a copy of */
  event_seq: number
  test_event_code?: string
  partner_agent?: string
  warnings?: string[]
}

/** One request's events: as text, since an object of them takes four times the memory. */
interface Chunk {
  /** JSON of journal lines, each text one line or several with commas between them */
  texts: readonly string[]
  received_at_ms: number
  verdicts: Verdict[]
}

/** The latest events, whole. Older ones go, a request's at a time. */
export class KeptEvents {
  private chunks: Chunk[] = []
  /** the chunk that goes next: they are cut off the list now and then, not one by one */
  private first = 0
  private held = 0
  private gone = 0

  constructor(readonly keep: number) {}

  /** @param verdicts  of the sightings among the lines, in their order */
  add(texts: readonly string[], received_at_ms: number, verdicts: Verdict[]): void {
    this.chunks.push({ texts, received_at_ms, verdicts })
    this.held += verdicts.length
    for (let oldest = this.chunks[this.first]; oldest; oldest = this.chunks[this.first]) {
      if (this.held - oldest.verdicts.length < this.keep) break
      this.held -= oldest.verdicts.length
      this.gone += oldest.verdicts.length
      this.chunks[this.first] = NOTHING
      this.first += 1
    }
    if (this.first < CUT_OFF_AT) return
    this.chunks = this.chunks.slice(this.first)
    this.first = 0
  }

  get kept(): number {
    return Math.min(this.held, this.keep)
  }

  /** how many were dropped because newer ones came */
  get dropped(): number {
    return this.gone + this.held - this.kept
  }

  /** In the order in which they came. */
  *[Symbol.iterator](): Generator<ReceivedEvent> {
    let surplus = this.held - this.kept
    for (let at = this.first; at < this.chunks.length; at += 1) {
      const chunk = this.chunks[at]
      if (chunk === undefined) continue
      if (chunk.verdicts.length <= surplus) {
        surplus -= chunk.verdicts.length
        continue
      }
      yield* receivedOf(chunk).slice(surplus)
      surplus = 0
    }
  }

  clear(): void {
    this.chunks = []
    this.first = 0
    this.held = 0
    this.gone = 0
  }
}

const CUT_OFF_AT = 1_024
const NOTHING: Chunk = { texts: [], received_at_ms: 0, verdicts: [] }

function receivedOf({ texts, received_at_ms, verdicts }: Chunk): ReceivedEvent[] {
  const lines = (JSON.parse(`[${texts.join()}]`) as JournalLine[]).filter(isSighting)
  return lines.flatMap((line, index) => {
    const verdict = verdicts[index]
    return verdict === undefined ? [] : [received(line, received_at_ms, verdict)]
  })
}

export function received(line: SightingLine, received_at_ms: number, verdict: Verdict): ReceivedEvent {
  const { dataset_id, channel, event, test_event_code, partner_agent, warnings } = line
  return {
    seq: verdict.seq,
    dataset_id,
    channel,
    received_at_ms,
    verdict: verdict.verdict,
    method: verdict.method,
    event_seq: verdict.event_seq,
    ...event,
    ...(test_event_code !== undefined && { test_event_code }),
    ...(partner_agent !== undefined && { partner_agent }),
    ...(warnings !== undefined && { warnings }),
  }
}
