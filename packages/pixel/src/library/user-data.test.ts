import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hashField } from '@countersign/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashUserData } from './user-data.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const KEYS = ['em', 'ph', 'fn', 'ln', 'ge', 'db', 'ct', 'st', 'zp', 'country', 'external_id']
const YEAR = new Date().getFullYear()

interface Recorded {
  id: string
  field: string
  input: unknown
  tier: 'A' | 'B' | 'X'
}
const recorded = readFileSync(
  new URL('../../../../fixtures/identify/normalise-hash.jsonl', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded & { expected_sha256?: string | null })

for (const tier of ['A', 'B'] as const)
  test(`hashUserData: every recorded value of tier ${tier} as the server hashes it`, () => {
    // Of tier B's words for a gender the library knows the usual ones only.
    const cases = recorded.filter(
      ({ tier: of, field }) => of === tier && KEYS.includes(field) && (tier === 'A' || field !== 'ge'),
    )
    expect(cases.length).toBeGreaterThan(tier === 'A' ? 400 : 30)
    const ours = cases.map(({ id, field, input }) => [id, hashUserData({ [field]: input })[field] ?? null])
    const servers = cases.map(({ id, field, input }) => [id, hashField(field, input, sha256, YEAR).sha256])
    expect(ours).toEqual(servers)
  })

test('hashUserData: a word for a gender is hashed as the server hashes it, or left out', () => {
  const known: string[] = []
  for (const { field, input } of recorded) {
    if (field !== 'ge' || typeof input !== 'string') continue
    const { ge } = hashUserData({ ge: input })
    if (ge === undefined) continue
    expect(ge).toBe(hashField('ge', input, sha256, YEAR).sha256)
    known.push(input.trim().toLowerCase())
  }
  for (const word of ['f', 'female', 'woman', 'girl', 'mrs', 'ms', 'm', 'male', 'man', 'boy', 'mr'])
    expect(hashUserData({ ge: word }).ge).toBe(hashField('ge', word, sha256, YEAR).sha256)
  expect(known.length).toBeGreaterThan(3)
})

test('hashUserData: what Meta’s clients agree on', () => {
  const agreed = recorded.filter(
    ({ tier, field, expected_sha256 }) =>
      tier === 'A' && KEYS.includes(field) && expected_sha256 !== undefined,
  )
  const differing = agreed.filter(
    ({ field, input, expected_sha256 }) =>
      (hashUserData({ [field]: input })[field] ?? null) !== expected_sha256,
  )
  expect(differing).toEqual([])
})

test('hashUserData: what is no text does not stop it', () => {
  for (const { field, input } of recorded) hashUserData({ [field]: input })
  const odd: unknown[] = [null, undefined, true, {}, [], () => 1, Symbol('x'), 1n, Number.NaN]
  for (const input of odd) hashUserData({ em: input, constructor: input, hasOwnProperty: input })
  expect(hashUserData({ constructor: 'x', toString: 'y', favourite: 'z' })).toEqual({})
})

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.emailAddress(),
  fc.stringMatching(/^[ +()0-9-]{0,20}$/),
  fc.stringMatching(/^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}$/),
  fc.constantFrom('Mrs', ' male', 'HER', 'Zürich', 'New Jersey', 'Arkansas', 'x_newyork9'),
)
for (const key of KEYS.filter((one) => one !== 'country' && one !== 'ge'))
  test(`hashUserData: ${key} as the server has it, for any text`, () =>
    fc.assert(
      fc.property(words, (text) => {
        const want = hashField(key, text, sha256, YEAR).sha256
        expect(hashUserData({ [key]: text })[key] ?? null).toBe(want)
      }),
      { numRuns: 500 },
    ))

/** Names that Meta's clients know, and so the server. A browser's own newer ones, such as Cabo Verde, have their code, too. */
const countries = `Germany, United Kingdom, UK, usa, U.S., South Korea, Korea Republic of,
  North Korea, Russian Federation, Iran, Bolivia Plurinational State of, Ivory Coast, Côte dIvoire, Cape Verde,
  Czechia, Czech Republic, Turkey, Netherlands, France, Serbia, Benin, Burkina Faso, Timor Leste, East Timor,
  Hong Kong, Macao, Taiwan, Viet Nam, Vietnam, Swaziland, Eswatini, Burma, Myanmar, Vatican, Saint Lucia, Palestine,
  Virgin Islands British, Virgin Islands US, Congo, Democratic Republic of the Congo, Georgia, Jersey, Niger, Nigeria,
  South Sudan, Sudan, Guinea, Guinea Bissau, Papua New Guinea, Equatorial Guinea, Dominica, Dominican Republic`
test('hashUserData: countries by name as the server has them', () => {
  const names = countries.split(/,\s+/)
  const ours = names.map((name) => [name, hashUserData({ country: name }).country])
  expect(ours).toEqual(names.map((name) => [name, hashField('country', name, sha256, YEAR).sha256]))
})

const cases: [title: string, given: { [key: string]: unknown }, want: { [key: string]: string }][] = [
  ['a plain address', { em: ' Jo@Shop.example ' }, { em: sha256('jo@shop.example') }],
  ['other names for a key', { Email: 'a@b.co', cn: 'us' }, { em: sha256('a@b.co'), country: sha256('us') }],
  ['its own name goes first', { email: 'a@b.co', em: 'c@d.co' }, { em: sha256('c@d.co') }],
  ['a digest in capitals', { em: 'AB'.repeat(32) }, { em: 'ab'.repeat(32) }],
  ['an MD5', { ph: 'Ab'.repeat(16) }, { ph: 'ab'.repeat(16) }],
  ['a digest with a mark', { em: `${'ab'.repeat(32)}.AQYAAQMA` }, { em: 'ab'.repeat(32) }],
  ['a number', { external_id: 42 }, { external_id: sha256('42') }],
  ['nothing of use', { em: 'nobody', ph: '', ge: 'x' }, {}],
]
for (const [title, given, want] of cases)
  test(`hashUserData: ${title}`, () => expect(hashUserData(given)).toEqual(want))
