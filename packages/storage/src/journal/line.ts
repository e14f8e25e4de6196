import type { Channel, IdentifiedEvent, WarningCode } from '@countersign/core'

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
 * Ends an import: its rows, which stand between these positions, now count. Without its mark an import counts nothing.
 * Rows of others may stand there too: its own are those of its id, or, of an older version's import, those without one.
 */
export interface ImportMarkLine {
  dataset_id: string
  import_id?: string
  import_from: number
  import_to: number
}

export type JournalLine = SightingLine | RefusalLine | ImportMarkLine

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
