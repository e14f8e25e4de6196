import { expect, test } from 'vitest'
import { tokenStanding } from './token-standing.js'

const DAY_MS = 86_400_000
const NOW = 1_763_900_000_000
const valid = { state: 'valid', expires_at_ms: null, scopes_missing: [] } as const

const cases: [title: string, checked: Parameters<typeof tokenStanding>[0], want: string][] = [
  ['for ever', valid, 'valid'],
  ['for 15 days', { ...valid, expires_at_ms: NOW + 15 * DAY_MS }, 'valid'],
  ['for 13 days', { ...valid, expires_at_ms: NOW + 13 * DAY_MS }, 'expires'],
  ['may not send', { ...valid, expires_at_ms: NOW + DAY_MS, scopes_missing: ['ads_management'] }, 'missing'],
  ['invalid', { ...valid, state: 'invalid', expires_at_ms: NOW - DAY_MS }, 'invalid'],
  ['not said', { ...valid, state: 'unknown' }, 'unknown'],
]
for (const [title, checked, want] of cases)
  test(`tokenStanding: ${title}`, () => expect(tokenStanding(checked, NOW)).toBe(want))
