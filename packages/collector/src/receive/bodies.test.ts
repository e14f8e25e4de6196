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

const MIB = 2 ** 20

test('BodyBudget bounds what large bodies hold together, until they are done', () => {
  const budget = new BodyBudget()
  const bodies = Array.from({ length: 4 }, () => budget.begin())
  for (const body of bodies) expect(body.grow(10 * MIB)).toBe(true)
  const late = budget.begin()
  expect(late.grow(10 * MIB)).toBe(false)
  expect(budget.begin().grow(2_000)).toBe(true)
  bodies[0]?.release()
  bodies[0]?.release()
  expect(late.grow(10 * MIB)).toBe(true)
  expect(budget.begin().grow(10 * MIB)).toBe(false)
})

test('BodyBudget counts what has come in, not what was begun', () => {
  const budget = new BodyBudget()
  const silent = Array.from({ length: 1_000 }, () => budget.begin())
  for (const body of silent) expect(body.grow(1)).toBe(true)
  expect(budget.begin().grow(40 * MIB)).toBe(true)
})
