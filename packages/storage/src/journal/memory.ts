import { type Clocks, startStamps } from './clock.js'
import type { JournalReader, JournalRow, JournalWriter } from './port.js'

/** A journal in memory, for tests and for the emulator: the same contract, nothing kept. */
export function memoryJournal(clocks: Clocks): { writer: JournalWriter; reader: JournalReader } {
  const rows: JournalRow[] = []
  const stamp = startStamps(0, clocks)
  const writer: JournalWriter = {
    append(kind, lines) {
      const row = { position: rows.length + 1, received_at_ms: stamp(), kind, lines: Uint8Array.from(lines) }
      rows.push(row)
      return { position: row.position, received_at_ms: row.received_at_ms }
    },
    beginDay() {},
    close() {},
  }
  const reader: JournalReader = {
    store_id: '00000000',
    read(from, bytes_max) {
      const taken: JournalRow[] = []
      let bytes = 0
      for (const row of rows.slice(Math.max(0, from - 1))) {
        if (taken.length > 0 && bytes + row.lines.length > bytes_max) break
        bytes += row.lines.length
        taken.push(row)
      }
      return taken
    },
    row: (position) => rows[position - 1],
    last: () => rows.length,
    segments: () => [{ day: 0, first: 1 }],
    dayOf: () => 0,
    close() {},
  }
  return { writer, reader }
}
