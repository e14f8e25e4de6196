import { expect, test } from 'vitest'
import { multipart } from '../../testing/fakes.js'
import { BatchTurns } from './batch-turns.js'
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
  ['an escape at the end', '"\\', false],
]
for (const [title, text, want] of bodies)
  test(`isTooDeep: ${title}`, () => expect(isTooDeep(Buffer.from(text))).toBe(want))

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
