import { expect, test } from 'vitest'
import type { Clocks } from './clock.js'
import { FakeClocks } from './clocks.fixture.js'
import type { JournalReader, JournalWriter, RowKind } from './port.js'

export type OpenJournal = (clocks: Clocks) => { writer: JournalWriter; reader: JournalReader }

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (lines: Uint8Array): string => new TextDecoder().decode(lines)

/** Each adapter's test runs it: `journalContract('memory', memoryJournal)` */
export function journalContract(name: string, open: OpenJournal): void {
  const opened = (rows: readonly string[] = []) => {
    const clocks = new FakeClocks()
    const { writer, reader } = open(clocks)
    const appended = rows.map((row) => writer.append('live', bytes(row)))
    return { clocks, writer, reader, appended }
  }

  test(`${name}: an empty journal has nothing to read`, () => {
    const { reader } = opened()
    expect([reader.last(), reader.read(1, 100), reader.row(1)]).toEqual([0, [], undefined])
  })

  test(`${name}: positions count from 1 without gaps, over all kinds`, () => {
    const { writer, reader } = opened()
    const kinds: RowKind[] = ['live', 'import', 'live', 'mark']
    const positions = kinds.map((kind) => writer.append(kind, bytes('[]')).position)
    expect(positions).toEqual([1, 2, 3, 4])
    expect(reader.read(1, 100).map(({ position, kind }) => [position, kind])).toEqual(
      kinds.map((kind, index) => [index + 1, kind]),
    )
  })

  const reads: [title: string, from: number, bytes_max: number, want: string[]][] = [
    ['all from the start', 1, 100, ['aa', 'bbbb', '', 'cc']],
    ['from a position on', 3, 100, ['', 'cc']],
    ['before the first is from the first', 0, 2, ['aa']],
    ['as many as fit', 1, 6, ['aa', 'bbbb', '']],
    ['a byte less', 1, 5, ['aa']],
    ['at least one', 2, 0, ['bbbb']],
    ['nothing behind the last', 5, 100, []],
  ]
  for (const [title, from, bytes_max, want] of reads)
    test(`${name}: read: ${title}`, () => {
      const { reader } = opened(['aa', 'bbbb', '', 'cc'])
      expect(reader.read(from, bytes_max).map((row) => text(row.lines))).toEqual(want)
    })

  test(`${name}: a row is found by its position, what is appended later too`, () => {
    const { writer, reader } = opened(['a', 'b'])
    expect(text(reader.row(2)?.lines ?? bytes(''))).toBe('b')
    expect([reader.last(), reader.row(3)]).toEqual([2, undefined])
    writer.append('live', bytes('c'))
    expect([reader.last(), text(reader.row(3)?.lines ?? bytes(''))]).toEqual([3, 'c'])
    expect(reader.read(3, 100)).toHaveLength(1)
  })

  test(`${name}: every byte is kept as it was, also when the writer's buffer is used again`, () => {
    const { writer, reader } = opened()
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    writer.append('live', all)
    all.fill(0)
    expect([...(reader.row(1)?.lines ?? [])]).toEqual(Array.from({ length: 256 }, (_, byte) => byte))
  })

  test(`${name}: stamps grow strictly, and are what readers see`, () => {
    const { clocks, writer, reader } = opened()
    const stamps: number[] = []
    for (const pass of [0, 0, 0.4, 7, 0]) {
      clocks.pass(pass)
      stamps.push(writer.append('live', bytes('[]')).received_at_ms)
    }
    expect(stamps).toEqual([...new Set(stamps)].sort((a, b) => a - b))
    expect(reader.read(1, 100).map((row) => row.received_at_ms)).toEqual(stamps)
  })

  test(`${name}: its id is eight hex digits, and a position's segment is known`, () => {
    const { reader } = opened(['a'])
    expect(reader.store_id).toMatch(/^[0-9a-f]{8}$/)
    expect(reader.segments()).toEqual([{ day: reader.dayOf(1), first: 1 }])
  })
}
