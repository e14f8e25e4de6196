import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scrubUrl } from './scrub-url.js'

const cases: [title: string, url: string, want: string][] = [
  ['nothing to do', 'https://s.example/p?utm_source=fb&x=1#top', 'https://s.example/p?utm_source=fb&x=1#top'],
  ['a named value', 'https://s.example/?email=jo&x=1', 'https://s.example/?email=_removed_&x=1'],
  [
    'an encoded name',
    'https://s.example/?user%5Bphone%5D=123',
    'https://s.example/?user%5Bphone%5D=_removed_',
  ],
  ['any value', 'https://s.example/?q=jo%40shop.example&x=1', 'https://s.example/?q=_removed_&x=1'],
  ['the path', 'https://s.example/u/jo@shop.example/', 'https://s.example/u/_removed_/'],
  ['the fragment', 'https://s.example/#/x?first_name=Jo', 'https://s.example/#/x?first_name=_removed_'],
  ['an empty value', 'https://s.example/?email=&x=1', 'https://s.example/?email=&x=1'],
  ['user and password', 'https://jo:pw@s.example/x', 'https://s.example/x'],
  ['catalogue fields', 'https://s.example/?city=Rome&name=Shoe', 'https://s.example/?city=Rome&name=Shoe'],
  ['a host that a removed value ends', 'https://&email=https://&@', 'https://'],
  ['no URL at all', 'email=jo', 'email=jo'],
]
for (const [title, url, want] of cases) test(`scrubUrl: ${title}`, () => expect(scrubUrl(url)).toBe(want))

const parts = fc.constantFrom(
  'https://',
  '?',
  '&',
  '#',
  '=',
  'email',
  'a@b.de',
  '%40',
  '@',
  '/',
  'x',
  '[',
  '%5B',
  ';',
)
test('scrubUrl: twice is once', () =>
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 30 }), (list) => {
      const once = scrubUrl(list.join(''))
      expect(scrubUrl(once)).toBe(once)
    }),
    { numRuns: 5_000 },
  ))

for (const part of ['=', '&=', '?email=', '://', '&a%', 'email='])
  test(`scrubUrl: ${part} without end takes no time`, () => {
    const start = performance.now()
    scrubUrl(part.repeat(200_000 / part.length))
    expect(performance.now() - start).toBeLessThan(1_000)
  })
