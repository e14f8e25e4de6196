import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BATCH_BYTES_MAX, batchFields, batchLength, isPartnerAgent, jsonBytes, toGraphBody } from './batch.js'

const cases: [title: string, sizes: number[], want: number][] = [
  ['none', [], 0],
  ['all', [600, 600], 2],
  ['a thousand', Array(1500).fill(600), 1000],
  ['by bytes', Array(1000).fill(64 * 1024), 127],
  ['room for the fields beside them', [BATCH_BYTES_MAX - 1500, 1000], 1],
  ['one too large goes alone', [BATCH_BYTES_MAX * 2, 600], 1],
  ['one too large waits for the next', [600, BATCH_BYTES_MAX], 1],
]
for (const [title, sizes, want] of cases)
  test(`batchLength: ${title}: ${want}`, () => expect(batchLength(sizes)).toBe(want))
test('batchLength: a smaller limit', () => expect(batchLength(Array(100).fill(600), 10)).toBe(10))

test('batchLength: the body is never larger', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 20, max: 400_000 }), { minLength: 1, maxLength: 100 }),
      fc.string({ maxLength: 22 }),
      (sizes, agent) => {
        const length = batchLength(sizes)
        const data = sizes.slice(0, length).map((bytes) => ({ t: 'x'.repeat(bytes - 8) }))
        const body = toGraphBody(data, { partner_agent: agent, test_event_code: 'TEST1' })
        expect(jsonBytes(JSON.stringify(body))).toBeLessThanOrEqual(BATCH_BYTES_MAX)
      },
    ),
    { numRuns: 20 },
  ))

const agents: [text: string, want: boolean][] = [
  ['countersign-0.1.0', true],
  ['woocommerce-9.1-3.5', true],
  ['stape-gtmss-2.1.3', true],
  ['ab', true],
  ['a1', false],
  ['12345', false],
  ['a'.repeat(22), true],
  ['a'.repeat(23), false],
  ['two words', false],
  ['', false],
]
for (const [text, want] of agents)
  test(`isPartnerAgent: ${text}: ${want}`, () => expect(isPartnerAgent(text)).toBe(want))

test('batchFields: what would be refused, or is empty, is left out', () => {
  expect(batchFields({})).toEqual({})
  expect(batchFields({ partner_agent: '1', test_event_code: ' ' })).toEqual({})
  expect(batchFields({ partner_agent: null, test_event_code: null })).toEqual({})
  expect(batchFields({ partner_agent: 'countersign-0.1', test_event_code: ' TEST12345 ' })).toEqual({
    partner_agent: 'countersign-0.1',
    test_event_code: 'TEST12345',
  })
})
