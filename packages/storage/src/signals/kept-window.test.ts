import type { SignalsWindow } from '@countersign/core/report'
import { expect, test } from 'vitest'
import { KeptWindow } from './kept-window.js'

const NOW_MS = 1_800_000_000_000

/** What is asked in turn of one that was asked for dataset 1 at first, and whether it is read anew. */
const CASES: [
  title: string,
  asked: { id?: string; after_ms?: number; version?: string },
  is_read: boolean,
][] = [
  ['at the same moment it is kept', {}, false],
  ['a little later it is kept', { after_ms: 999 }, false],
  ['a second later it is read anew', { after_ms: 1_000 }, true],
  ['where the clock was set back it is read anew', { after_ms: -1 }, true],
  ['of another dataset it is read anew', { id: '2' }, true],
  ['once something was written it is read anew', { version: 'b' }, true],
]
for (const [title, { id = '1', after_ms = 0, version = 'a' }, is_read] of CASES)
  test(`a window: ${title}`, () => {
    let now = 'a'
    let reads = 0
    const kept = new KeptWindow(() => now)
    const ask = (dataset_id: string, now_ms: number, behind_rows: number) =>
      kept.of(dataset_id, now_ms, behind_rows, () => {
        reads += 1
        return { dataset_id, now_ms, behind_rows } as SignalsWindow
      })
    ask('1', NOW_MS, 3)
    now = version
    expect(ask(id, NOW_MS + after_ms, 4)).toMatchObject({ dataset_id: id, behind_rows: 4 })
    expect(reads).toBe(is_read ? 2 : 1)
  })
