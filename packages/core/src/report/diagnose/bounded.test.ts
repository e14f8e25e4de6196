import { expect, test } from 'vitest'
import { DIAGNOSIS_CODES, type DiagnosisCode } from '../diagnosis-codes.js'
import { bounded, DIAGNOSES_MAX, OF_CODE_MAX } from './bounded.js'
import { diagnose } from './diagnose.js'
import { diagnosisOf } from './diagnosis.js'
import { healthyShop, windowOf } from './window.fixture.js'

const many = (code: DiagnosisCode, count: number) =>
  Array.from({ length: count }, (_, nth) =>
    diagnosisOf(code, {
      ...{ event_name: `Event${nth}`, seen: `Seen ${nth}.`, total: 9_000 },
      ...{ affected: nth, first_ms: 1, last_ms: 2 },
    }),
  )

test('bounded: of a code those that affect most, and the last says how many are left out', () => {
  const told = bounded([...many('missing_value', 1_020), ...many('invalid_currency', OF_CODE_MAX)])
  const values = told.filter(({ code }) => code === 'missing_value')
  expect(values).toHaveLength(OF_CODE_MAX)
  expect(values.map(({ affected }) => affected)).toEqual(values.map((_, nth) => 1_019 - nth))
  expect(values[0]?.seen).toBe('Seen 1019.')
  expect(values.at(-1)?.seen).toBe(
    'Seen 1000. The same is true of 1,000 more that affect less and are not listed.',
  )
  const currencies = told.filter(({ code }) => code === 'invalid_currency')
  expect([currencies.length, currencies.at(-1)?.seen]).toEqual([OF_CODE_MAX, 'Seen 0.'])
})

test('bounded: in all so many, errors first, and no code pushes out another', () => {
  const codes = Object.keys(DIAGNOSIS_CODES) as DiagnosisCode[]
  const told = bounded(codes.flatMap((code) => many(code, code === 'missing_event_id' ? 1 : 100)))
  expect(told).toHaveLength(DIAGNOSES_MAX)
  expect(new Set(told.map(({ code }) => code)).size).toBe(codes.length)
  const ranks = told.map(({ severity }) => ['error', 'warning', 'info'].indexOf(severity))
  expect(ranks).toEqual([...ranks].sort())
})

test('diagnose: a thousand invented names that each show a dozen faults', () => {
  const shop = healthyShop()
  const faults = ['invalid_value', 'missing_currency', 'negative_value', 'pii_in_url', 'invalid_contents']
  for (let nth = 0; nth < 1_000; nth += 1)
    shop.rates[`Invented${nth} browser`] = Object.fromEntries(
      ['seen', ...faults.map((code) => `finding:${code}`)].map((measure) => [
        measure,
        (ago: number) => (ago === 3 ? 6 : 0),
      ]),
    )
  shop.rates['Purchase browser'] = { ...shop.rates['Purchase browser'], 'finding:invalid_currency': 5 }
  const told = diagnose(windowOf(shop), { score: () => null })
  expect(told.length).toBe(faults.length * OF_CODE_MAX + 1)
  expect(told.map(({ code }) => code)).toContain('invalid_currency')
})
