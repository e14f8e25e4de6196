import { expect, test, vi } from 'vitest'

vi.stubGlobal('location', { href: 'https://shop.example/' })
vi.stubGlobal('document', {})
const { secondFileUrl } = await import('./second-file.js')

const cases: [title: string, url: string, want: string][] = [
  ['the base code', 'https://t.shop.example/en_US/fbevents.js', 'https://t.shop.example/en_US/automatic.js'],
  [
    'our snippet, with its dataset',
    'https://t.shop.example/en_US/fbevents.js?id=1832195656904796',
    'https://t.shop.example/en_US/automatic.js?id=1832195656904796',
  ],
  ['another name', 'https://shop.example/assets/px.js?v=2', 'https://shop.example/assets/automatic.js?v=2'],
  ['a query with a path', 'https://shop.example/px.js?r=/a/b', 'https://shop.example/automatic.js?r=/a/b'],
  ['a fragment', 'https://shop.example/px.js#x', 'https://shop.example/automatic.js#x'],
]
for (const [title, url, want] of cases)
  test(`secondFileUrl: ${title}`, () => expect(secondFileUrl(url)).toBe(want))
