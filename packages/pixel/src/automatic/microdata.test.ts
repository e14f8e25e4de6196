// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { microdataOf } from './microdata.js'

function of(html: string): { [name: string]: unknown } | null {
  document.head.innerHTML = ''
  document.body.innerHTML = html
  document.title = 'Shop'
  return microdataOf(document)
}

test('microdataOf: a page that says nothing but its title', () => expect(of('<p>x</p>')).toBe(null))

test('microdataOf: items inside items, the first of each property', () => {
  const data = of(`<div itemscope itemtype="T"><p itemprop="name">A</p><p itemprop="name">B</p>
    <div itemprop="brand" itemscope itemtype="U"><a itemprop="url" href="/u">u</a></div></div>`)
  expect(data?.['Schema.org']).toEqual([
    { type: 'T', properties: { name: 'A', brand: { type: 'U', properties: { url: '/u' } } } },
  ])
})

test('microdataOf: JSON-LD is cut, too much of it left out, what is none passed over', () => {
  const script = (text: string) => `<script type="application/ld+json">${text}</script>`
  expect(of(script('{"a":{"b":1}}') + script('{'))?.['JSON-LD']).toEqual([{ a: { b: 1 } }])
  const much = JSON.stringify(
    Array.from({ length: 20 }, () => ({ a: 'x'.repeat(500), b: 'y'.repeat(500), c: 'z'.repeat(500) })),
  )
  expect(
    of(`${script('{"a":1}')}${script(much)}<meta property="og:title" content="T">`)?.['JSON-LD'],
  ).toEqual([])
})
