import type { Channel, IdentifiedEvent, Restriction, WarningCode } from '@countersign/core'

/** A sighting as the journal keeps it: identified, with what was noticed at the edge. */
export interface SightingLine {
  dataset_id: string
  channel: Channel
  event: IdentifiedEvent
  /** the sender's own id for this sighting (`cs_rid`, or an import's); absent: its place in the journal is its id */
  sighting_id?: string
  /** on imports only: live sightings take the time of the append that they ride on */
  received_at_ms?: number
  /** on imports only: which one it came with; absent on those of older versions */
  import_id?: string
  warnings?: WarningCode[]
  /** what pointed at a machine: `headless`, `selenium`, `bot_user_agent` */
  automation?: string[]
  test_event_code?: string
  partner_agent?: string
}

/** Reports that were refused, or blocked by a rule of the owner's: decided at the edge, without identity. */
export interface RefusalLine {
  dataset_id: string
  channel: Channel
  refused: 'rejected' | 'blocked'
  /** Meta's subcode as text, or our own code */
  code: string
  /** how many events, by name; '' where no name could be read */
  events: { [event_name: string]: number }
}

/**
 * A report of a person who may be measured in the aggregate only: decided at the edge by the settings then in force, and
 * without identity. The digests are keyed; once the dataset's keys are destroyed nobody can say whose they are.
 */
export interface RestrictedLine {
  dataset_id: string
  channel: Channel
  restricted: Restriction
  event_name: string
  /** the registrable domain of its page, else the dataset's own; '' where neither is known */
  domain: string
  /** e.g. `utm_campaign=spring`; absent: its page names none */
  campaign?: string
  /** decimal text, and the currency that it came with */
  value?: string
  currency?: string
  /** of event_name and event_id: under this period's key, then under the one's before; absent without event_id */
  event_digests?: string[]
  /** of the best key by which the person is known, likewise; absent where nothing says who it is */
  person_digests?: string[]
}

/** A report of WebKit's Private Click Measurement, for one of the datasets that measure its domain. It is nobody's. */
export interface PcmLine {
  dataset_id: string
  pcm: {
    /** 0 to 255: which campaign */
    source_id: number
    /** 0 to 15: which event */
    trigger_data: number
    source_site: string
    attributed_on_site: string
  }
}

/**
 * Ends an import: its rows, which stand between these positions, now count. Without its mark an import counts nothing.
 * Rows of others may stand there too: its own are those of its id, or, of an older version's import, those without one.
 */
export interface ImportMarkLine {
  dataset_id: string
  import_id?: string
  import_from: number
  import_to: number
}

export type JournalLine = SightingLine | RefusalLine | RestrictedLine | PcmLine | ImportMarkLine

/** A line as text, as the journal stores it. */
export const encodeLine = (line: JournalLine): string => JSON.stringify(line)

/** Several lines as one text: it goes where one line's may go, and costs a third less to make. */
export const encodeLines = (lines: readonly JournalLine[]): string => JSON.stringify(lines).slice(1, -1)

/** What stands in place of a line whose data was erased: the places of the others must not move. */
export const ERASED = 0

/** Joins lines into the bytes of one journal row: a JSON list, a line an element. */
export const encodeRow = (texts: readonly string[]): Buffer => Buffer.from(`[${texts.join()}]`)

/** The same, of lines that hold ASCII only, as most do: they are copied to where they go, a fifth of the time. */
export function encodeAsciiRow(texts: readonly string[]): Buffer {
  let bytes = texts.length + 1
  for (const text of texts) bytes += text.length
  const row = Buffer.allocUnsafeSlow(bytes)
  let at = 0
  for (const text of texts) {
    row[at] = at === 0 ? OPENING : COMMA
    at += 1 + row.write(text, at + 1, 'latin1')
  }
  row[at] = CLOSING
  return row
}
const [OPENING, COMMA, CLOSING] = [0x5b, 0x2c, 0x5d]

export const decodeRow = (row: Uint8Array): (JournalLine | typeof ERASED)[] =>
  JSON.parse(Buffer.from(row.buffer, row.byteOffset, row.byteLength).toString('utf8'))

export const isSighting = (line: JournalLine): line is SightingLine => 'event' in line
export const isRefusal = (line: JournalLine): line is RefusalLine => 'refused' in line
export const isRestricted = (line: JournalLine): line is RestrictedLine => 'restricted' in line
export const isPcm = (line: JournalLine): line is PcmLine => 'pcm' in line
export const isImportMark = (line: JournalLine): line is ImportMarkLine => 'import_from' in line
