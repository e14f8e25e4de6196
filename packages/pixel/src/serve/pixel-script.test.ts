import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asSource, pixelScript, SETTINGS_PLACEHOLDER } from './pixel-script.js'
import { DEFAULT_PIXEL_SETTINGS, type RulesById, servedSettings } from './settings.js'

const LIBRARY = `globalThis.seen=${SETTINGS_PLACEHOLDER};`

/** What a library sees of its settings, when it runs. */
function seenBy(script: string): unknown {
  const context: { seen?: unknown } = {}
  runInNewContext(script, context)
  return JSON.parse(JSON.stringify(context.seen))
}

const hostile = [
  '</script><script>alert(1)</script>',
  '<!-- <script>',
  ']]>',
  '\u2028\u2029',
  "'+alert(1)+'",
  `\`\${alert(1)}\``,
  '\\u003c\\',
  "$& $1 $` $' $$",
  SETTINGS_PLACEHOLDER,
  '"__proto__":',
  '__proto__',
  '\ud800',
]
for (const text of hostile)
  test(`pixelScript: ${JSON.stringify(text)} arrives as it is, and ends nothing`, () => {
    const rule = { event_name: text, on: 'click' as const, text, params: { a: text } }
    const rules = { 12: [rule] }
    const script = pixelScript(LIBRARY, rules)
    expect(seenBy(script)).toEqual(rules)
    expect(script).not.toMatch(/[<>\u2028\u2029]/)
  })

test('pixelScript: names that are a prototype set none', () => {
  const params = JSON.parse('{"__proto__":"x","constructor":"y"}') as { [name: string]: string }
  const rule = { event_name: 'A', on: 'page' as const, url: '/', params }
  const context: { seen?: RulesById } = {}
  runInNewContext(pixelScript(LIBRARY, { 12: [rule] }), context)
  expect(Object.keys(context.seen?.[12]?.[0]?.params ?? {})).toEqual(['__proto__', 'constructor'])
})

test('servedSettings: of the rules their number, all else as it is', () => {
  const rule = { event_name: 'Lead', on: 'page' as const, url: '/thanks' }
  const served = { ...DEFAULT_PIXEL_SETTINGS, id: '12', mirror: true }
  expect(servedSettings({ ...served, rules: [rule, rule] })).toEqual({ ...served, rules: 2 })
})

test('asSource: what it writes is read back the same', () =>
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      expect(seenBy(`seen=${asSource(value)}`)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  ))

for (const [places, library] of [
  [0, 'a()'],
  [2, LIBRARY + LIBRARY],
] as const)
  test(`pixelScript throws at ${places} places for the settings`, () =>
    expect(() => pixelScript(library, servedSettings(DEFAULT_PIXEL_SETTINGS))).toThrow(`${places} places`))
