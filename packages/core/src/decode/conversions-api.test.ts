import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeConversions, decodeConversionsForm } from './conversions-api.js'
import type { Pair } from './pairs.js'

const EVENT = { event_name: 'Lead' }
const TEXT = JSON.stringify(EVENT)

const bodies: [title: string, body: unknown, want: object][] = [
  ['the least', { data: [EVENT] }, { data: [EVENT], validate_only: false }],
  [
    'null is absent',
    { data: [EVENT], partner_agent: null, test_event_code: 'TEST1', x: 1 },
    {
      data: [EVENT],
      test_event_code: 'TEST1',
      validate_only: false,
    },
  ],
  ['data as JSON text', { data: `[${TEXT}]` }, { data: [EVENT], validate_only: false }],
  [
    'a number for a text',
    { data: [EVENT], upload_id: 12 },
    { data: [EVENT], upload_id: '12', validate_only: false },
  ],
  ['a dry run', { data: [EVENT], validate_only: true }, { data: [EVENT], validate_only: true }],
  [
    'a dry run as Graph says it',
    { data: [EVENT], execution_options: ['validate_only'] },
    {
      data: [EVENT],
      validate_only: true,
    },
  ],
  [
    'the gateway option',
    { data: [EVENT], accessKey: 'k' },
    { data: [EVENT], accessKey: 'k', validate_only: false },
  ],
]
for (const [title, body, want] of bodies)
  test(`decodeConversions: ${title}`, () =>
    expect(decodeConversions(body)).toEqual({ ok: true, value: want }))

const refusals: [title: string, body: unknown, code: string][] = [
  ['no object', [], 'body_not_an_object'],
  ['nothing', null, 'body_not_an_object'],
  ['no data', {}, 'data_missing'],
  ['null data', { data: null }, 'data_missing'],
  ['empty data', { data: [] }, 'data_missing'],
  ['data that is no list', { data: EVENT }, 'data_missing'],
  ['text that is no list', { data: 'x' }, 'data_missing'],
  ['1001 events', { data: Array.from({ length: 1001 }, () => EVENT) }, 'too_many_events'],
]
for (const [title, body, code] of refusals)
  test(`decodeConversions: refuses ${title}`, () => {
    const done = decodeConversions(body)
    expect(done.ok ? [] : done.problems.map((problem) => problem.code)).toEqual([code])
  })

test('decodeConversions: 1000 events are not too many', () => {
  expect(decodeConversions({ data: Array.from({ length: 1000 }, () => EVENT) }).ok).toBe(true)
})

const forms: [title: string, pairs: Pair[], want: object][] = [
  [
    'a list',
    [
      ['data', `[${TEXT}]`],
      ['access_token', 't'],
    ],
    { data: [EVENT], access_token: 't', validate_only: false },
  ],
  ['a list of texts', [['data', JSON.stringify([TEXT])]], { data: [TEXT], validate_only: false }],
  [
    'a field an event',
    [
      ['data[0]', TEXT],
      ['data[1]', TEXT],
    ],
    { data: [TEXT, TEXT], validate_only: false },
  ],
  ['a field an event, unnumbered', [['data[]', TEXT]], { data: [TEXT], validate_only: false }],
  [
    'the last of two',
    [
      ['data', '[1]'],
      ['data', '[2]'],
    ],
    { data: [2], validate_only: false },
  ],
  [
    'flags as text',
    [
      ['data', '[1]'],
      ['validate_only', 'true'],
      ['partner_agent', 'null'],
    ],
    {
      data: [1],
      validate_only: true,
    },
  ],
]
for (const [title, pairs, want] of forms)
  test(`decodeConversionsForm: ${title}`, () =>
    expect(decodeConversionsForm(pairs)).toEqual({ ok: true, value: want }))

test('decodeConversionsForm: refuses a form without data', () => {
  for (const pairs of [[], [['data', '']], [['data', '[]']], [['data', TEXT]]] as Pair[][])
    expect(decodeConversionsForm(pairs)).toMatchObject({ ok: false, problems: [{ code: 'data_missing' }] })
})

test('decodeConversions, decodeConversionsForm: never throw', () => {
  fc.assert(fc.property(fc.anything(), (body) => void decodeConversions(body)))
  const name = fc.oneof(fc.constantFrom('data', 'data[]', 'execution_options'), fc.string())
  fc.assert(
    fc.property(
      fc.array(fc.tuple(name, fc.oneof(fc.string(), fc.json()))),
      (pairs) => void decodeConversionsForm(pairs),
    ),
  )
})
