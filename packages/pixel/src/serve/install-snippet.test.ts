import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { installSnippet, noscriptImage } from './install-snippet.js'

const ID = '1832195656904796'

test('installSnippet: runs as a page does, asks for the dataset’s file and holds two calls', () => {
  const [script = ''] = /^<script>.*?<\/script>/s.exec(installSnippet('https://t.shop.example', ID)) ?? []
  const loaded: { src?: string; async?: boolean } = {}
  const first = { parentNode: { insertBefore: () => undefined } }
  const document = { createElement: () => loaded, getElementsByTagName: () => [first] }
  const window: { fbq?: { queue: ArrayLike<unknown>[] }; _fbq?: unknown } = {}
  const code = script.replace(/^<script>|<\/script>$/g, '').replace(/\bfbq\(/g, 'window.fbq(')
  runInNewContext(code, { window, document })
  expect(loaded).toEqual({ async: true, src: `https://t.shop.example/en_US/fbevents.js?id=${ID}` })
  expect(window.fbq?.queue.map((call) => [...Array.from(call)])).toEqual([
    ['init', ID],
    ['track', 'PageView'],
  ])
  expect(window._fbq).toBe(window.fbq)
})

test('installSnippet: the image counts the page where no script runs', () =>
  expect(noscriptImage('http://127.0.0.1:8787', ID)).toContain(
    `src="http://127.0.0.1:8787/tr?id=${ID}&amp;ev=PageView&amp;noscript=1"`,
  ))
test('installSnippet: ends with it', () =>
  expect(installSnippet('http://[::1]:8787', ID).endsWith(noscriptImage('http://[::1]:8787', ID))).toBe(true))

const refused: [origin: string, id: string][] = [
  ["https://a'b.example", ID],
  ['https://a"b.example', ID],
  ['https://shop.example/path', ID],
  ['javascript:alert(1)', ID],
  ['//t.shop.example', ID],
  ['https://t.shop.example', "1');alert(1)//"],
  ['https://t.shop.example', ''],
]
for (const [origin, id] of refused)
  test(`installSnippet refuses ${origin} with ${id}`, () => {
    expect(() => installSnippet(origin, id)).toThrow(/origin/)
    expect(() => noscriptImage(origin, id)).toThrow(/origin/)
  })
