// Each call of the library's API, and the exact beacons that it sends, in a real browser.

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { A, type ApiCase, type Wanted } from './api-cases/api-case.js'
import { API_CASES } from './api-cases/index.js'
import { BASE_CODE, type Beacon } from './beacon-site.js'
import { aVisitedSite, pageOf, script } from './visited-site.js'

const site = aVisitedSite()
const GLOBALS = ['__countersign', '_fbq', 'fbq']

for (const [group, cases] of Object.entries(API_CASES))
  for (const one of cases)
    test(`${group}: ${one.title}`, async () => {
      site.reset(one.settings)
      const path = one.path ?? '/x'
      site.pages.set(path.replace(/\?.*/, ''), { html: htmlOf(one) })
      const { page, url, warnings } = await site.visit(path, { viewport: { width: 800, height: 600 } })
      await page.waitForFunction('window.__countersign')
      for (const step of one.steps ?? []) await page.evaluate(step)
      await site.settled(page, one.want.length)
      expect(site.beacons.map(plain).sort(byPlace)).toEqual(
        one.want.map(completed(new URL(url))).sort(byPlace),
      )
      expect(warnings).toEqual(one.warns ?? [])
      expect(await addedGlobals(page)).toEqual(GLOBALS)
    })

function htmlOf({ before = '', calls }: ApiCase): string {
  const known = 'window.known=new Set(Object.getOwnPropertyNames(window));'
  return pageOf(script(`${known}${before}${BASE_CODE}\n(function(){${calls}})()`))
}

const addedGlobals = (page: Page): Promise<unknown> =>
  page.evaluate(
    "Object.getOwnPropertyNames(window).filter((name) => !known.has(name) && name !== 'known').sort()",
  )

/** What a beacon has of its own accord: any of these may stand where a case says nothing of it. */
const VARYING: { [parameter: string]: RegExp } = {
  ts: /^1\d{12}$/,
  fbp: /^fb\.1\.1\d{12}\.\d+$/,
  cs_rid: /^[a-z0-9]{20,40}$/,
}

/** A beacon without what differs each time, which must be as it should all the same. */
function plain({ method, path, parameters }: Beacon): Placed {
  const out: Placed = { ...parameters, method, path }
  const fbc = /^(fb\.1\.)1\d{12}(\..*)$/.exec(out.fbc ?? '')
  if (fbc && !out.fbc?.includes('.1700000000000.')) out.fbc = `${fbc[1]}*${fbc[2]}`
  for (const [name, form] of Object.entries(VARYING))
    if (form.test(out[name] ?? '') && !out[name]?.includes('.1700000000000.')) out[name] = '*'
  return out
}

/** All of a beacon, of which a case says what is its own. */
function completed(url: URL): (wanted: Wanted) => { [parameter: string]: string } {
  const counts: { [id: string]: number } = {}
  return ({ id = A, dl = url.href, rqm = 'GET', ...rest }) => {
    const count = counts[id] ?? 0
    counts[id] = count + 1
    const all = {
      id,
      dl: new URL(dl, url).href,
      rl: '',
      if: 'false',
      ts: '*',
      sw: '800',
      sh: '600',
      v: 'cs1.0',
      ec: String(count),
      o: '256',
      fbp: '*',
      cs_rid: '*',
      rqm,
      path: '/tr/',
      method: rqm === 'GET' ? 'GET' : 'POST',
      ...rest,
    }
    return JSON.parse(JSON.stringify(all)) as { [parameter: string]: string }
  }
}

type Placed = { [parameter: string]: string }
const place = ({ id = '', ec = '' }: Placed): string => id + ec.padStart(4, '0')
const byPlace = (a: Placed, b: Placed): number => place(a).localeCompare(place(b))
