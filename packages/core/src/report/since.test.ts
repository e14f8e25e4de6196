import { expect, test } from 'vitest'
import { readSince } from './since.js'

const NOW = 1_763_900_000_000

test.each([
  ['30s', NOW - 30_000],
  ['30m', NOW - 1_800_000],
  ['24h', NOW - 86_400_000],
  ['7d', NOW - 604_800_000],
  ['2026-11-23', Date.UTC(2026, 10, 23)],
  ['2026-11-23T10:00:00Z', Date.UTC(2026, 10, 23, 10)],
  ['1763900000', NOW],
  ['1763900000000', NOW],
  ['', null],
  ['yesterday', null],
  ['24', null],
  ['24w', null],
  ['-24h', null],
  ['2026-13-40', null],
  ['9'.repeat(400), null],
])('readSince: %j', (text, want) => expect(readSince(text, NOW)).toBe(want))
