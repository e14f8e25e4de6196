import { expect, test } from 'vitest'
import { filtered, filterOf } from './filter.js'
import { lintRequest } from './payload/lint.js'
import { TEMPLATES, templateOf } from './payload/template.js'
import { curlOf, requestOfRow } from './resend.js'
import { aRow } from './row.fixture.js'
import { remarksOf, summaryOf } from './summary.js'
import { isBrowserCode, markedAddress, newTestCode } from './test-code.js'

const NOW_MS = 1_795_890_000_000

const ADDRESSES: [given: string, marked: string | null][] = [
  ['shop.example', 'https://shop.example/?cs_test=TEST1'],
  ['http://shop.example/a?b=1#c', 'http://shop.example/a?b=1&cs_test=TEST1#c'],
  ['localhost:3000/cart', 'https://localhost:3000/cart?cs_test=TEST1'],
  ['https://shop.example/?cs_test=TEST9', 'https://shop.example/?cs_test=TEST1'],
  ['javascript:alert(1)', null],
  ['ftp://shop.example', null],
  ['', null],
]
test.each(ADDRESSES)('markedAddress %s', (given, marked) =>
  expect(markedAddress(given, 'TEST1')).toBe(marked),
)

test.each([0, 0.00001, 0.5, 0.999999])('a new code of %s marks a browser', (random) =>
  expect(isBrowserCode(newTestCode(random))).toBe(true),
)

const ROWS = [
  aRow({ id: 'a' }),
  aRow({ id: 'b', channel: 'browser', status: 'duplicate', event_name: 'Lead' }),
  aRow({
    id: 'c',
    status: 'rejected',
    test_event_code: 'TEST2',
    problems: [{ code: 'x', title: 'X', fix: '', at: '', seen: null }],
  }),
]
const FILTERS: [search: { [name: string]: string }, ids: string][] = [
  [{}, 'abc'],
  [{ channel: 'browser' }, 'b'],
  [{ verdict: 'refused' }, 'c'],
  [{ verdict: 'remarked' }, 'c'],
  [{ only: 'mine' }, 'ab'],
  [{ q: ' lead' }, 'b'],
  [{ channel: 'nonsense' }, 'abc'],
]
test.each(FILTERS)('filter %o', (search, ids) =>
  expect(
    filtered(ROWS, filterOf(search, 'TEST1'))
      .map(({ id }) => id)
      .join(''),
  ).toBe(ids),
)

test('summaryOf and remarksOf', () => {
  expect(summaryOf(ROWS)).toEqual({ received: 3, counted: 1, duplicate: 1, refused: 1, waiting: 0 })
  expect(remarksOf(ROWS)).toEqual([
    { code: 'x', severity: 'error', title: 'X', fix: '', rows: 1, event_names: ['Purchase'] },
  ])
})

test('a quote in an event does not end the command', () => {
  const command = curlOf('https://t.example', '1', requestOfRow(aRow({ event_name: "it's" }), 1))
  expect(command).toContain(`it'\\''s`)
})

test('what is copied of a row is a request that the server takes', () => {
  const row = aRow({
    custom_data: { value: 9.5, currency: 'EUR' },
    event_time: NOW_MS / 1_000,
    event_source_url: 'https://shop.example/',
  })
  expect(lintRequest(requestOfRow(row, 1), NOW_MS)).toMatchObject({ kind: 'read', findings: [], events: 1 })
})

test.each(TEMPLATES)('the template of %s is valid as it stands', (name) =>
  expect(lintRequest(templateOf(name, 'shop.example', 'TEST1', NOW_MS / 1_000), NOW_MS)).toEqual({
    kind: 'read',
    findings: [],
    events: 1,
    test_event_code: 'TEST1',
  }),
)

test('what is no JSON is said with its place', () =>
  expect(lintRequest('{"data": [\n  1,,\n]}', NOW_MS)).toMatchObject({ kind: 'not_json' }))

test('what the server would refuse is found at its place', () =>
  expect(lintRequest('{"data":[{"event_name":"A","event_time":1,"user_data":{}}]}', NOW_MS)).toMatchObject({
    findings: expect.arrayContaining([
      expect.objectContaining({ at: 'data[0].event_time', severity: 'error' }),
    ]),
  }))
