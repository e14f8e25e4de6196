import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePrivateClick } from './private-click.js'

/** @source reference 10.4 */
const REPORT = {
  source_engagement_type: 'click',
  source_site: 'social.example',
  source_id: 119,
  attributed_on_site: 'shop.example',
  trigger_data: 5,
  version: 1,
}
const { source_site, source_id, attributed_on_site, trigger_data } = REPORT
const CLICK = { source_site, source_id, attributed_on_site, trigger_data }

type Case = [title: string, changed: object, wrong: string[]]
const cases: Case[] = [
  ['as in the specification', {}, []],
  ['a later version with its tokens', { version: 3, source_secret_token: 'x' }, []],
  ['the greatest numbers', { source_id: 255, trigger_data: 15 }, []],
  ['nine bits', { source_id: 256 }, ['source_id']],
  ['five bits', { trigger_data: 16 }, ['trigger_data']],
  ['numbers as text', { source_id: '1', trigger_data: '1' }, ['source_id', 'trigger_data']],
  ['no numbers', { source_id: undefined, version: null }, ['source_id', 'version']],
  ['below nothing', { trigger_data: -1 }, ['trigger_data']],
  ['a fraction', { source_id: 1.5 }, ['source_id']],
  ['another engagement', { source_engagement_type: 'view' }, ['source_engagement_type']],
  ['no sites', { source_site: 'social', attributed_on_site: 7 }, ['source_site', 'attributed_on_site']],
  ['a page', { attributed_on_site: 'https://shop.example/a?b' }, ['attributed_on_site']],
]
for (const [title, changed, wrong] of cases)
  test(`decodePrivateClick: ${title}`, () => {
    const decoded = decodePrivateClick({ ...REPORT, ...changed })
    if (decoded.ok) expect([[], { ...CLICK, ...changed }]).toMatchObject([wrong, decoded.value])
    else expect(decoded.problems.map(({ at }) => at)).toEqual(wrong)
  })

test('decodePrivateClick: a site with its scheme, in any case', () => {
  const decoded = decodePrivateClick({ ...REPORT, attributed_on_site: 'https://Shop.Example/' })
  expect(decoded).toEqual({ ok: true, value: CLICK })
})

test('decodePrivateClick never throws', () =>
  fc.assert(
    fc.property(fc.anything(), (sent) => {
      expect(decodePrivateClick(sent)).toHaveProperty('ok')
    }),
  ))
