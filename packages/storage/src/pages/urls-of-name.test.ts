import { expect, test } from 'vitest'
import { openTestData, sightingLine } from '../process/data.fixture.js'
import { pathOf } from './urls-of-name.js'

const CASES: [url: string | null, path: string | null][] = [
  ['https://shop.example/thanks?order=1&email=a@b.example#top', 'shop.example/thanks'],
  ['http://shop.example', 'shop.example/'],
  ['https://user:secret@shop.example:8443/a', 'shop.example:8443/a'],
  ['https://shop.example/thanks/SO-1281', 'shop.example/thanks/*'],
  ['https://shop.example/p/blue-shirt-2/', 'shop.example/p/blue-shirt-2/'],
  ['https://shop.example/of/a@b.example/x', 'shop.example/of/*/x'],
  ['https://shop.example/of/a%40b.example', 'shop.example/of/*'],
  ['https://shop.example/c/deadbeefdeadbeefaa', 'shop.example/c/*'],
  ['javascript:alert(1)', null],
  ['android-app://shop.example/a', null],
  ['not an address', null],
  [null, null],
]
for (const [url, path] of CASES) test(`the path of ${url}`, () => expect(pathOf(url)).toBe(path))

test('a path is cut where it goes on without end', () =>
  expect(pathOf(`https://shop.example/${'z'.repeat(5_000)}`)).toHaveLength(300))

const at = (event_source_url: string) => ({ event_source_url })

test('which pages report an event: by channel, its copies too, and nothing of other names', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  data.live(
    sightingLine(id, 'browser', 'A1', at('https://shop.example/thanks?email=a@b.example')),
    sightingLine(id, 'browser', 'A2', at('https://shop.example/thanks')),
    sightingLine(id, 'browser', 'A3', at('https://shop.example/fr')),
    sightingLine(id, 'browser', 'A4', { ...at('https://shop.example/other'), event_name: 'Lead' }),
  )
  data.live(sightingLine(id, 'server', 'A1', at('https://shop.example/thanks')))
  data.live(sightingLine(id, 'server', 'A5'))
  data.settle()
  const range = { since_ms: 0, until_ms: data.clocks.wall_ms() }
  const one = data.reading.oneName(id, 'Purchase', range, range.until_ms)
  expect(one?.urls).toEqual({
    reports: { browser: 3, server: 2 },
    data: [
      { name: 'shop.example/thanks', browser: 2, server: 1 },
      { name: 'shop.example/fr', browser: 1, server: 0 },
    ],
    others: 0,
  })
})

test('it looks at the newest reports only, and lists the most frequent of their pages', () => {
  const data = openTestData()
  const { id } = data.createDataset()
  const report = (nth: number) =>
    sightingLine(id, 'browser', `e${nth}`, at(`https://shop.example/${nth % 60}`))
  for (let batch = 0; batch < 4; batch += 1)
    data.live(...Array.from({ length: 600 }, (_, nth) => report(batch * 600 + nth)))
  data.settle()
  const range = { since_ms: 0, until_ms: data.clocks.wall_ms() }
  const urls = data.reading.oneName(id, 'Purchase', range, range.until_ms)?.urls
  // The newest events that are looked for stand in one row of the journal, which is looked at whole.
  expect(urls?.reports).toEqual({ browser: 600, server: 0 })
  expect(urls?.data).toHaveLength(50)
  expect(urls?.others).toBe(10)
})
