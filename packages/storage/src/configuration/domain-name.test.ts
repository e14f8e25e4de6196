import { expect, test } from 'vitest'
import { readDomain } from './domain-name.js'

const good: [text: string, domain: string][] = [
  ['shop.example', 'shop.example'],
  ['SHOP.Example.', 'shop.example'],
  [' shop.co.uk ', 'shop.co.uk'],
  ['https://shop.example/path?q=1', 'shop.example'],
  ['münchen.de', 'xn--mnchen-3ya.de'],
  ['mine.github.io', 'mine.github.io'],
]
for (const [text, domain] of good)
  test(`readDomain: ${text}`, async () => expect(readDomain(text)).toEqual({ domain }))

const bad: [text: string, says: RegExp][] = [
  ['www.shop.example', /give shop\.example,/],
  ['a.b.shop.co.uk', /give shop\.co\.uk,/],
  ['co.uk', /registered/],
  ['github.io', /registered/],
  ['localhost', /registered/],
  ['10.0.0.1', /registered/],
  ['[::1]', /registered/],
  ['', /such as/],
  ['shop example', /such as/],
  ['user@shop.example', /such as/],
  ['shop.example\u0000', /such as/],
  [`${'a'.repeat(400)}.example`, /such as/],
]
for (const [text, says] of bad)
  test(`readDomain: ${JSON.stringify(text.slice(0, 40))} is refused`, async () =>
    expect(readDomain(text)).toMatch(says))
