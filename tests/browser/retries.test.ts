// What is not answered is sent again.
import { expect, test } from 'vitest'
import { A } from './api-cases/api-case.js'
import { BASE_CODE } from './beacon-site.js'
import { aVisitedSite, script } from './visited-site.js'

const site = aVisitedSite()

const CALLS = `fbq('init','${A}');fbq('track','PageView');`
const events = () => site.beacons.map(({ parameters }) => parameters.ev).sort()

test('a refused send is tried again under its own id, until it is taken', async () => {
  const { page } = await site.open(script(BASE_CODE + CALLS), {}, { expected: /503/ })
  await site.settled(page, 1)
  site.beacons.length = 0
  site.status = 503
  await page.evaluate("fbq('track','Lead');fbq('track','ViewContent',{a:'x'.repeat(3000)})")
  await page.waitForFunction('Object.keys(JSON.parse(localStorage._cs_q)).length === 2')
  site.status = 200
  await page.evaluate("dispatchEvent(new Event('online'))")
  await page.waitForFunction("localStorage._cs_q === '{}'")
  const ids = (name: string) =>
    site.beacons.filter(({ parameters }) => parameters.ev === name).map(({ parameters }) => parameters.cs_rid)
  for (const name of ['Lead', 'ViewContent']) {
    expect(ids(name)).toHaveLength(2)
    expect(new Set(ids(name)).size).toBe(1)
  }
})

test('a send that is unanswered when the page goes is given to the browser, and kept for the next page', async () => {
  const { page } = await site.open(script(BASE_CODE + CALLS))
  await site.settled(page, 1)
  site.beacons.length = 0
  site.status = 0
  site.pages.set('/next', { html: '<!doctype html><title>Next</title><link rel="icon" href="data:,">' })
  await page.evaluate("fbq('track','Lead')")
  await site.arrived(() => site.beacons.length === 1)
  await page.goto(`http://shop.example:${site.port}/next`)
  await site.arrived(() => site.beacons.length === 2)
  const [image, beacon] = site.beacons
  expect([image?.parameters.rqm, beacon?.parameters.rqm]).toEqual(['GET', 'SB'])
  expect(beacon?.parameters.cs_rid).toBe(image?.parameters.cs_rid)
  expect(await page.evaluate('localStorage._cs_q')).toContain(image?.parameters.cs_rid)
})

test('while the page is hidden, what is sent does not need it', async () => {
  const { page } = await site.open(script(BASE_CODE))
  await page.evaluate(`Object.defineProperty(document,'hidden',{get:()=>true});${CALLS}`)
  await site.arrived(() => site.beacons.length === 1)
  expect(site.beacons[0]?.parameters.rqm).toBe('SB')
  expect(await page.evaluate('localStorage._cs_q')).toContain('PageView')
})

test('while consent is revoked, nothing that waits is sent', async () => {
  const waiting = JSON.stringify({ r1: ['/tr/', `id=${A}&ev=Waiting`, Date.now(), 1, 0] })
  const keep = script(`localStorage._cs_q=${JSON.stringify(waiting)}`)
  const { page } = await site.open(`${keep}${script(`${BASE_CODE}fbq('consent','revoke')`)}`)
  await page.waitForFunction('window.__countersign')
  await site.settled(page, 0)
  expect(events()).toEqual([])
  await page.evaluate("fbq('consent','grant');dispatchEvent(new Event('online'))")
  await site.settled(page, 1)
  expect(events()).toEqual(['Waiting'])
})
