import { expect, test } from 'vitest'
import { kindOf, PROBLEMS, type ProblemCode } from './catalogue.js'
import { countedAs } from './counted-as.js'
import { WARNINGS } from './warnings.js'

const CODES = Object.keys(PROBLEMS) as ProblemCode[]

test('PROBLEMS: every kind says how to mend it, in a sentence', () => {
  for (const code of CODES) {
    const kind = kindOf(code)
    expect(kind.fix, code).toMatch(/[.}]$/)
    expect(kind.title, code).not.toBe('')
    expect(kind.http, code).toBeGreaterThanOrEqual(400)
  }
  for (const [code, kind] of Object.entries(WARNINGS)) expect(kind.fix, code).toMatch(/\.$/)
})

test('PROBLEMS: only what may pass the next time is worth sending again', () => {
  expect(CODES.filter((code) => kindOf(code).retry)).toEqual([
    'body_timeout',
    'requests_too_many',
    'counting_behind',
    'streams_too_many',
    'sign_in_locked',
    'sign_in_busy',
    'store_unavailable',
    'over_capacity',
  ])
})

test('PROBLEMS: no two of 2804xxx share a subcode, so that the books tell them apart', () => {
  const subcodes = CODES.map((code) => kindOf(code).subcode).filter(
    (subcode) => subcode !== undefined && subcode > 33,
  )
  expect(new Set(subcodes).size).toBe(subcodes.length)
})

const names: [code: ProblemCode, want: string][] = [
  ['event_time_too_old', '2804003'],
  ['event_name_missing', 'event_name_missing'],
]
for (const [code, want] of names)
  test(`countedAs: ${code} is counted as ${want}`, () => expect(countedAs({ code, at: '' })).toBe(want))
