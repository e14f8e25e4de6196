import { expect, test } from 'vitest'
import type { JournalLine, SightingLine } from '../journal/line.js'
import { seqOf } from '../journal/port.js'
import { LastSeconds, secondKey } from './last-seconds.js'
import { lineOf } from './signals.fixture.js'

const fbp = { user_data: { fbp: 'fb.1.1.1' } }
const said = (event_id: string | null, more: Partial<SightingLine> = {}): SightingLine => ({
  ...lineOf('1', 'browser', event_id, fbp),
  ...more,
})
const other = (n: number) => lineOf('1', 'browser', null, { user_data: { fbp: `fb.1.1.${n + 10}` } })

type Row = [received_at_ms: number, ...lines: (JournalLine | 0)[]]
/** A journal of these rows, the first at position 1. */
const journalOf = (rows: readonly Row[], bytes = 1) => ({
  lines(position: number) {
    const row = rows[position - 1]
    if (!row) return undefined
    const [received_at_ms, ...lines] = row
    return { received_at_ms, lines, bytes }
  },
})

const cases: [title: string, rows: Row[], want: boolean][] = [
  [
    'two seconds later',
    [
      [10_000, said(null)],
      [12_000, said(null)],
    ],
    true,
  ],
  [
    'longer',
    [
      [10_000, said(null)],
      [12_001, said(null)],
    ],
    false,
  ],
  ['in the same row, behind it', [[10_000, said(null), said(null)]], true],
  [
    'one with an id, told by a second pixel without',
    [
      [10_000, said('a')],
      [10_000, said(null)],
    ],
    true,
  ],
  [
    'one without, told by a second pixel with an id',
    [
      [10_000, said(null)],
      [10_000, said('a')],
    ],
    true,
  ],
  [
    'two with ids',
    [
      [10_000, said('a')],
      [10_000, said('a')],
    ],
    false,
  ],
  [
    'the one just before it has an id, one before that has none',
    [
      [10_000, said(null)],
      [10_001, said('a')],
      [10_002, said('b')],
    ],
    false,
  ],
  [
    'another browser',
    [
      [10_000, other(1)],
      [10_000, said(null)],
    ],
    false,
  ],
  [
    'another dataset',
    [
      [10_000, said(null, { dataset_id: '2' })],
      [10_000, said(null)],
    ],
    false,
  ],
  [
    'what was imported',
    [
      [10_000, said(null, { received_at_ms: 9_999 })],
      [10_000, said(null)],
    ],
    false,
  ],
  [
    'what was erased',
    [
      [10_000, 0],
      [10_000, said(null)],
    ],
    false,
  ],
]
for (const [title, rows, want] of cases)
  test(`last seconds: ${title}`, () => {
    const last = seqOf(rows.length, (rows.at(-1)?.length ?? 0) - 2)
    const seconds = new LastSeconds(journalOf(rows))
    // Asked for at once, in the order of the journal, and again after others were.
    expect(seconds.isRepeat(last)).toBe(want)
    for (let position = 1; position < rows.length; position += 1) seconds.isRepeat(seqOf(position, 0))
    expect(seconds.isRepeat(last)).toBe(want)
    seconds.isRepeat(seqOf(1, 0))
    expect(seconds.isRepeat(last)).toBe(want)
  })

test('last seconds: what is beyond the cap is let go, and so is what lies further back than is read', () => {
  const rows: Row[] = [
    [10_000, said(null)],
    [10_001, other(1), other(2)],
    [10_002, said(null)],
  ]
  expect(new LastSeconds(journalOf(rows), 3).isRepeat(seqOf(3, 0))).toBe(true)
  expect(new LastSeconds(journalOf(rows), 2).isRepeat(seqOf(3, 0))).toBe(false)
  expect(new LastSeconds(journalOf(rows, 10), 3, 20).isRepeat(seqOf(3, 0))).toBe(true)
  expect(new LastSeconds(journalOf(rows, 10), 3, 19).isRepeat(seqOf(3, 0))).toBe(false)
})

const keys: [title: string, line: SightingLine, has: boolean][] = [
  ['a browser without event_id', lineOf('1', 'browser', null, fbp), true],
  ['a browser with event_id', lineOf('1', 'browser', 'a', fbp), true],
  ['without fbp nobody can tell', lineOf('1', 'browser', null), false],
  ['a server', lineOf('1', 'server', null, fbp), false],
]
for (const [title, line, has] of keys)
  test(`last seconds, whose: ${title}`, () => expect(secondKey(line) !== null).toBe(has))
