import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { multipart } from '../../testing/fakes.js'
import { BatchTurns } from './batch-turns.js'
import { BodyBudget } from './body-budget.js'
import { isTooDeep } from './json-body.js'
import { readMultipart } from './multipart.js'

const bodies: [title: string, text: string, want: boolean][] = [
  ['64 levels', '['.repeat(64) + ']'.repeat(64), false],
  ['65 levels', '['.repeat(65) + ']'.repeat(65), true],
  ['objects count too', '{"a":'.repeat(65), true],
  ['one after another', '[]'.repeat(1_000), false],
  ['brackets in a string', `"${'['.repeat(100)}"`, false],
  ['brackets after an escaped quote', `"\\"${'['.repeat(100)}"`, false],
  ['brackets after a string that ends in a backslash', `"\\\\"${'['.repeat(100)}`, true],
  ['brackets after escaped quotes', `"\\"\\"\\\\"${'['.repeat(100)}`, true],
  ['an escape at the end', '"\\', false],
]
for (const [title, text, want] of bodies)
  test(`isTooDeep: ${title}`, () => expect(isTooDeep(text)).toBe(want))

const form = multipart({ id: '1', 'cd[a]': 'ä=&', empty: '' })
const forms: [title: string, body: string, content_type: string, want: unknown][] = [
  [
    'fields in order',
    form.body,
    form.content_type,
    [
      ['id', '1'],
      ['cd[a]', 'ä=&'],
      ['empty', ''],
    ],
  ],
  [
    'a quoted boundary',
    form.body,
    'multipart/form-data; boundary="cut"',
    [
      ['id', '1'],
      ['cd[a]', 'ä=&'],
      ['empty', ''],
    ],
  ],
  ['no boundary', form.body, 'multipart/form-data', null],
  ['another boundary', form.body, 'multipart/form-data; boundary=other', null],
  ['an early end', form.body.slice(0, 60), form.content_type, null],
  ['nothing', '', form.content_type, null],
  ['a part too large', multipart({ a: 'x'.repeat(101) }).body, form.content_type, null],
  [
    'too many parts',
    `${'--cut\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(1_200)}--cut--`,
    form.content_type,
    null,
  ],
]
for (const [title, body, content_type, want] of forms)
  test(`readMultipart: ${title}`, async () =>
    expect(await readMultipart(Buffer.from(body), content_type, 100)).toEqual(want))

test('BatchTurns gives one turn at a time, in order', async () => {
  const turns = new BatchTurns()
  const seen: string[] = []
  const work = async (name: string) => {
    const done = await turns.take()
    seen.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    seen.push(`${name} ends`)
    done()
  }
  await Promise.all([work('a'), work('b')])
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})

const requestOf = (headers: object) => ({ headers }) as IncomingMessage
const newResponse = () => new EventEmitter() as unknown as ServerResponse

test('BodyBudget bounds what large bodies hold together, until their answers are done', () => {
  const budget = new BodyBudget()
  const large = requestOf({ 'content-length': String(10 * 2 ** 20) })
  const responses = Array.from({ length: 9 }, newResponse)
  for (const response of responses) expect(budget.take(large, response)).toBe(true)
  expect(budget.take(large, newResponse())).toBe(false)
  expect(budget.take(requestOf({ 'content-length': '2000' }), newResponse())).toBe(true)
  responses[0]?.emit('close')
  expect(budget.take(large, newResponse())).toBe(true)
})

test('BodyBudget sets room aside for what it cannot know: chunked and compressed bodies', () => {
  const budget = new BodyBudget()
  const chunked = requestOf({ 'transfer-encoding': 'chunked' })
  const packed = requestOf({ 'content-length': String(2 ** 20), 'content-encoding': 'gzip' })
  for (let n = 0; n < 9; n += 1) expect(budget.take(packed, newResponse())).toBe(true)
  for (let n = 0; n < 6; n += 1) expect(budget.take(chunked, newResponse())).toBe(true)
  expect(budget.take(chunked, newResponse())).toBe(false)
})
