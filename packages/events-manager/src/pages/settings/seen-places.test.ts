import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesOf } from './seen-places.js'

const SHOP = 'https://shop.example'
const UUIDS = ['0b6f7a52-9c1d-4e7e-8a3f-2d1c5b7e9f00', '1c6f7a52-9c1d-4e7e-8a3f-2d1c5b7e9f11'] as const
const ULIDS = ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01BX5ZZKBKACTAV9WEVGEMMVRZ'] as const

/** Each path was seen once; `…` stands behind what more than one begins with. */
const cases: [title: string, paths: string[], want: string[]][] = [
  ['addresses of numbers are one', ['/product/123', '/product/124'], ['/product/… 2']],
  ['a number alone is itself', ['/product/123', '/thanks'], ['/product/123 1', '/thanks 1']],
  ['words stay apart', ['/product/shoe', '/product/sock'], ['/product/shoe 1', '/product/sock 1']],
  ['a year in a word is no id', ['/sale-2024', '/sale-2025'], ['/sale-2024 1', '/sale-2025 1']],
  ['UUIDs', UUIDS.map((id) => `/order/${id}`), ['/order/… 2']],
  ['letters and digits that nobody wrote', ULIDS.map((id) => `/order/${id}`), ['/order/… 2']],
  [
    'a long word with hyphens is none',
    ['/a/summer-sale-of-2024', '/a/winter-sale-of-2024'],
    ['/a/summer-sale-of-2024 1', '/a/winter-sale-of-2024 1'],
  ],
  ['an id in the middle', ['/product/1/reviews', '/product/2/reviews'], ['/product/… 2']],
  ['pages below the same ids join them', ['/p/1', '/p/2', '/p/1/buy', '/p/2/buy'], ['/p/… 4']],
  ['of two ids one differs', ['/user/7/order/1', '/user/7/order/2'], ['/user/7/order/… 2']],
  ['both differ', ['/user/7/order/1', '/user/8/order/2'], ['/user/… 2']],
  ['right after the host a whole site would be meant', ['/123', '/124'], ['/123 1', '/124 1']],
  ['what they begin with is a page, too', ['/p/', '/p/1', '/p/2'], ['/p/… 2', '/p/ 1']],
  ['nothing', [], []],
]
for (const [title, paths, want] of cases)
  test(`placesOf: ${title}`, () => {
    const places = placesOf(paths.map((path) => ({ url: `${SHOP}${path}`, events: 1 })))
    const said = places.map(
      ({ url, addresses, events }) => `${url.replace(SHOP, '')}${addresses > 1 ? '…' : ''} ${events}`,
    )
    expect(said).toEqual(want)
  })

test('placesOf: other hosts are other places', () => {
  const seen = ['https://a.example/p/1', 'https://b.example/p/2'].map((url) => ({ url, events: 1 }))
  expect(placesOf(seen)).toHaveLength(2)
})

test('placesOf: whatever was seen, no event and no address is lost, and each begins with its place', () => {
  const url = fc.oneof(
    fc.webUrl(),
    fc.string(),
    fc.nat(99).map((id) => `${SHOP}/p/${id}`),
  )
  const seen = fc.uniqueArray(fc.record({ url, events: fc.nat(1_000) }), { selector: (one) => one.url })
  fc.assert(
    fc.property(seen, (all) => {
      const places = placesOf(all)
      const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0)
      expect(sum(places.map(({ events }) => events))).toBe(sum(all.map(({ events }) => events)))
      expect(sum(places.map(({ addresses }) => addresses))).toBe(all.length)
      for (const one of all) expect(places.some((place) => one.url.startsWith(place.url))).toBe(true)
    }),
  )
})
