import { expect, test } from 'vitest'
import { readMetaTokens } from './meta-tags.js'

const TAG = '<meta name="countersign-domain-verification" content="T">'

const cases: [title: string, html: string, want: string[]][] = [
  ['in the head', `<!doctype html><html><head><title>Shop</title>${TAG}</head><body></body></html>`, ['T']],
  ['several', `<head>${TAG}${TAG.replace('"T"', '"U"')}</head>`, ['T', 'U']],
  ['without html and head', TAG, ['T']],
  ['after a byte order mark and a comment', `\uFEFF<!-- x -->\n<head>${TAG}`, ['T']],
  [
    'in capitals, without quotes, closed',
    '<HEAD><META NAME=Countersign-Domain-Verification CONTENT=T />',
    ['T'],
  ],
  [
    'with its attributes the other way round',
    '<head><meta content="T" name="countersign-domain-verification">',
    ['T'],
  ],
  ['with entities', '<head><meta name="countersign-domain-verification" content="&#84;">', ['T']],
  ['behind a script that writes tags', `<head><script>"</body><p>"</script>${TAG}</head>`, ['T']],
  [
    'behind a style, a link and a noscript',
    `<head><style>p{}</style><link><noscript><img></noscript>${TAG}`,
    ['T'],
  ],
  ['without content', '<head><meta name="countersign-domain-verification">', ['']],
  ['in the body', `<head></head><body>${TAG}</body>`, []],
  ['in a body that is not said to begin', `<head><title>x</title></head><p>hello</p>${TAG}`, []],
  ['behind text, with which a body begins', `<head>hello${TAG}</head>`, []],
  ['behind an element of the body', `<head><div></div>${TAG}</head>`, []],
  ['in a comment', `<head><!-- ${TAG} --></head>`, []],
  ['in a title', `<head><title>${TAG}</title></head>`, []],
  ['in a script', `<head><script>${TAG}</script></head>`, []],
  ['in a noscript', `<head><noscript>${TAG}</noscript></head>`, []],
  ['in a template', `<head><template>${TAG}</template></head>`, []],
  ['of another name', '<head><meta name="facebook-domain-verification" content="T">', []],
  ['as a property', '<head><meta property="countersign-domain-verification" content="T">', []],
  ['cut in the middle', '<head><meta name="countersign-domain-verification" content="T', []],
  ['nothing', '', []],
]
for (const [title, html, want] of cases)
  test(`readMetaTokens: ${title}`, () => expect(readMetaTokens(html)).toEqual(want))

test('a page that is made to cost time costs little', () => {
  const pages = ['<b id=', '<template>', '<noscript><b>', '<head><meta a='].map((text) =>
    text.repeat(Math.floor((256 * 1024) / text.length)),
  )
  const begun_ms = performance.now()
  for (const page of pages) readMetaTokens(page)
  expect(performance.now() - begun_ms).toBeLessThan(2_000)
})
