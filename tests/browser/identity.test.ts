// The cookies by which a browser is known, on hosts of every kind.
import { expect, test } from 'vitest'
import { A } from './api-cases/api-case.js'
import { BASE_CODE } from './beacon-site.js'
import { aVisitedSite, pageOf, script, type Visit } from './visited-site.js'

const site = aVisitedSite()
const CALLS = `fbq('init','${A}');fbq('track','PageView');`
const DAYS_90 = 90 * 86_400

/** In seconds from now; a test may take one. */
async function cookiesOf({
  context,
  url,
}: Visit): Promise<{ [name: string]: [domain: string, age: number] }> {
  const now = Date.now() / 1000
  const cookies = await context.cookies(url)
  return Object.fromEntries(
    cookies.map(({ name, domain, expires }) => [name, [domain, Math.round((expires - now) / 60) * 60]]),
  )
}

const HOSTS: [host: string, index: string, domain: string][] = [
  ['shop.example', '1', '.shop.example'],
  ['www.shop.example', '1', '.shop.example'],
  ['a.b.shop.example', '1', '.shop.example'],
  // A suffix of two labels, under which anyone may have a name.
  ['shop.co.uk', '2', '.shop.co.uk'],
  ['www.shop.co.uk', '2', '.shop.co.uk'],
  ['localhost', '0', 'localhost'],
  ['127.0.0.1', '0', '127.0.0.1'],
]
for (const [host, index, domain] of HOSTS)
  test(`on ${host} the index is ${index}, and the cookies are ${domain}’s for 90 days`, async () => {
    site.reset()
    site.pages.set('/x', { html: pageOf(script(BASE_CODE + CALLS)) })
    const visit = await site.visit('/x?fbclid=AbC', { host })
    await site.settled(visit.page, 1)
    const { fbp, fbc } = site.beacons[0]?.parameters ?? {}
    expect(fbp).toMatch(new RegExp(`^fb\\.${index}\\.1\\d{12}\\.\\d+$`))
    expect(fbc).toMatch(new RegExp(`^fb\\.${index}\\.1\\d{12}\\.AbC$`))
    expect(await cookiesOf(visit)).toEqual({ _fbp: [domain, DAYS_90], _fbc: [domain, DAYS_90] })
  })

test('a click id in the address of the page before, which had no library', async () => {
  site.reset()
  site.pages.set('/landing', { html: pageOf('<a id="on" href="/x">On</a>') })
  site.pages.set('/x', { html: pageOf(script(BASE_CODE + CALLS)) })
  const { page } = await site.visit('/landing?fbclid=AbC')
  await page.click('#on')
  await site.arrived(() => site.beacons.length === 1)
  expect(site.beacons[0]?.parameters.fbc).toMatch(/\.AbC$/)
})

test('cookies that are there keep their value, and live 90 days from the last visit', async () => {
  site.reset()
  site.pages.set('/x', { html: pageOf(script(BASE_CODE + CALLS)) })
  const held = { _fbp: 'fb.1.1700000000000.123', _fbc: 'fb.1.1700000000000.AbC.AQYAAQMA' }
  const visit = await site.visit('/x', {
    prepare: (context) =>
      context.addCookies(
        Object.entries(held).map(([name, value]) => ({
          name,
          value,
          domain: '.shop.example',
          path: '/',
          expires: Math.floor(Date.now() / 1000) + 3600,
        })),
      ),
  })
  await site.settled(visit.page, 1)
  expect(site.beacons[0]?.parameters).toMatchObject({ fbp: held._fbp, fbc: held._fbc })
  expect(await cookiesOf(visit)).toEqual({
    _fbp: ['.shop.example', DAYS_90],
    _fbc: ['.shop.example', DAYS_90],
  })
})

test('another page of the same visitor has the same _fbp', async () => {
  const { page } = await site.open(script(BASE_CODE + CALLS))
  await site.settled(page, 1)
  await page.reload()
  await site.settled(page, 2)
  const seen = new Set(site.beacons.map(({ parameters }) => parameters.fbp))
  expect(seen.size).toBe(1)
})
