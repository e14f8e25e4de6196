import fc from 'fast-check'

/** The same ones in each run, as tests/laws-seed.ts has it for laws: these are drawn before any test begins. */
const SEED = 20_260_101

/** What each of them would run: see `CANARY`. */
const RUN = 'globalThis.canary()'

/** What a page must show as text: each alone has broken a page somewhere. */
const PIECES = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `"><svg/onload=${RUN}>`,
  `' onmouseover='${RUN}' autofocus onfocus='${RUN}`,
  `</title></textarea></style><script>${RUN}</script>`,
  `javascript:${RUN}`,
  `data:text/html,<script>${RUN}</script>`,
  `{{constructor.constructor('${RUN}')()}}`,
  `\${${RUN}}`,
  '<iframe src="https://elsewhere.example/"></iframe>',
  '<link rel=stylesheet href=//elsewhere.example/a.css>',
  '<style>*{display:none}</style>',
  'https://elsewhere.example/x.png',
  '&lt;script&gt; &#x3c;b&#x3e; &amp;amp; &nbsp;',
  '\u202egnp.exe\u202c',
  '\u2066\u2067\u2068 \u200f\u061c\u200e',
  '\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u{1f3fd} \u{1f1e9}\u{1f1ea} \u{1f600}',
  `e${'\u0301'.repeat(200)}`,
  'a\0b\u0007\u001b[31m\u0085\ufeff\uffff\u2028\u2029',
  '\ud800',
  '\udfff\ud800',
  '__proto__',
  'constructor',
  'toString',
  '=HYPERLINK("https://elsewhere.example/","x")',
  "+1+cmd|'/C calc'!A0",
  '@SUM(1+1)*cmd',
  '../../../etc/passwd?a=b#c&d[e]=%00%ff%',
  'null',
  ' \t\n ',
  'W'.repeat(300),
  'N'.repeat(10_000),
  'https://shop.example/'.repeat(200),
]

const pieces = fc.constantFrom(...PIECES)
const mixed = fc
  .array(fc.oneof({ arbitrary: pieces, weight: 3 }, fc.string({ unit: 'binary', maxLength: 12 })), {
    minLength: 2,
    maxLength: 4,
  })
  .map((parts) => parts.join(''))

/** Each piece by itself, then so many put together of several and of any characters. */
export const hostileTexts = (count: number): string[] => [
  ...PIECES,
  ...fc.sample(mixed, { seed: SEED, numRuns: count }),
]

/** Comes into a page before all else: what runs calls it, and it is written down as an error of the page. */
export const CANARY = `globalThis.canary = () => console.error('what came in an event has run')`

/** A text without halves of characters, which no address can hold. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** A text as it can stand in an address, and not longer than a server takes. */
export const inAddress = (text: string): string => encodeURIComponent(wellFormed(text.slice(0, 300)))
