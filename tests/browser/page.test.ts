// The library in the places and company in which pages have it.

import type { PixelSettings } from '@countersign/pixel/serve'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { A, B } from './api-cases.js'
import { BASE_CODE, type BeaconSite, startBeaconSite } from './beacon-site.js'
import { FAKE_META_LIBRARY } from './fake-meta-library.js'
import { openBrowser } from './world.js'

let site: BeaconSite
let browser: Browser
beforeAll(async () => {
  site = await startBeaconSite()
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  site?.close()
})

interface Opened {
  page: Page
  context: BrowserContext
  url: string
  warnings: string[]
}

/** Opens a page of these elements; a page that errs fails its test. */
async function open(
  head: string,
  host = 'shop.example',
  settings: Partial<PixelSettings> = {},
): Promise<Opened> {
  site.reset(settings)
  site.pages.set('/x', { html: `<!doctype html><title>Shop</title><link rel="icon" href="data:,">${head}` })
  const context = await browser.newContext()
  const page = await context.newPage()
  const [errors, warnings]: [string[], string[]] = [[], []]
  page.on('console', (message) => (message.type() === 'warning' ? warnings : errors).push(message.text()))
  page.on('pageerror', (error) => errors.push(String(error)))
  onTestFinished(async () => {
    await context.close()
    expect(errors.filter((error) => !/503|ERR_/.test(error))).toEqual([])
  })
  const url = `http://${host}:${site.port}/x`
  await page.goto(url)
  return { page, context, url, warnings }
}

const script = (code: string) => `<script>${code}</script>`
const LIBRARY = '<script src="/en_US/fbevents.js"></script>'
const STUB = script(BASE_CODE.replace('/en_US/fbevents.js', '/nothing'))
const sent = () => site.beacons.map(({ parameters: { id, ev } }) => `${id === A ? 'A' : 'B'} ${ev}`).sort()
const events = () => site.beacons.map(({ parameters }) => parameters.ev).sort()

/** Waits for as many beacons, and for one more that the page sends last. */
async function settled(page: Page, count: number): Promise<void> {
  await site.arrived(() => site.beacons.length >= count)
  await page.evaluate("new Promise((go) => setTimeout(go)).then(() => fetch('/last'))")
}

test('without the base code: the library brings fbq', async () => {
  const { page } = await open(`${LIBRARY}${script(`fbq('init','${A}');fbq('track','PageView');`)}`)
  await settled(page, 1)
  expect(events()).toEqual(['PageView'])
  expect(await page.evaluate('fbq === _fbq && typeof fbq.callMethod')).toBe('function')
})

test('twice on a page: the second only brings its dataset’s settings', async () => {
  const late = `fbq('init','${A}');fbq('track','PageView');`
  const { page } = await open(`${script(BASE_CODE + late)}`)
  await settled(page, 1)
  site.settings = { ...site.settings, id: B, once: false }
  await page.addScriptTag({ url: '/en_US/fbevents.js?second' })
  await page.evaluate(`fbq('init','${B}');fbq('track','PageView');
    for (const id of ['${A}','${B}','${B}','${A}']) fbq('trackSingle',id,'Purchase',{},{eventID:'e'})`)
  await settled(page, 5)
  expect(sent()).toEqual(['A PageView', 'A Purchase', 'B PageView', 'B Purchase', 'B Purchase'])
})

const CALLS = `fbq('init','${A}');fbq('track','PageView');`
const META = script(FAKE_META_LIBRARY)
const BOTH = [
  ['init', A],
  ['track', 'PageView'],
  ['track', 'Lead'],
]

test('before Meta’s library: each call reaches both, once', async () => {
  const { page } = await open(`${STUB}${script(CALLS)}${LIBRARY}${META}${script("fbq('track','Lead')")}`)
  await settled(page, 2)
  expect(events()).toEqual(['Lead', 'PageView'])
  expect(await page.evaluate('metaCalls')).toEqual(BOTH)
  expect(await page.evaluate('fbq.version')).toBe('2.9.324')
})

test('a function that was kept from before either library reaches both', async () => {
  const kept = script(`window.kept = fbq;${CALLS}`)
  const { page } = await open(`${STUB}${kept}${LIBRARY}${script("kept('track','Lead')")}${META}`)
  await settled(page, 2)
  expect(events()).toEqual(['Lead', 'PageView'])
  expect(await page.evaluate('metaCalls')).toEqual(BOTH)
})

test('after Meta’s library: its datasets are ours, and later calls reach both', async () => {
  const { page } = await open(`${STUB}${script(CALLS)}${META}${LIBRARY}${script("fbq('track','Lead')")}`)
  await settled(page, 1)
  expect(events()).toEqual(['Lead'])
  expect(await page.evaluate('metaCalls')).toEqual(BOTH)
  expect(await page.evaluate('fbq.getState()')).toEqual({ pixels: [{ id: A }] })
})

const RECORD =
  '!function(f){f._cs_calls=[].slice.call(f.queue);window.fbq=window._fbq=new Proxy(f,{apply:function(t,s,a){' +
  'f._cs_calls.push(a);return t.apply(s,a)}})}(fbq)'

test('after Meta’s library, with the calls recorded: each call reaches both, once', async () => {
  const { page } = await open(
    `${STUB}${script(CALLS + RECORD)}${META}${script("fbq('track','Contact')")}${LIBRARY}${script("fbq('track','Lead')")}`,
  )
  await settled(page, 3)
  expect(events()).toEqual(['Contact', 'Lead', 'PageView'])
  expect(await page.evaluate('metaCalls.length')).toBe(4)
})

test('mirror: Meta’s endpoint gets the same event, under its id or else the send’s', async () => {
  const { page, context } = await open(script(BASE_CODE), 'shop.example', { mirror: true })
  const mirrored: URLSearchParams[] = []
  await context.route('https://www.facebook.com/tr/**', (route) => {
    mirrored.push(new URL(route.request().url()).searchParams)
    return route.fulfill({ status: 200, contentType: 'image/gif', body: '' })
  })
  await page.evaluate(
    `history.replaceState({},'','?cs_test=TEST1');${CALLS}fbq('track','Lead',{a:1},{eventID:'e'})`,
  )
  await settled(page, 2)
  await expect.poll(() => mirrored.length).toBe(2)
  for (const copy of mirrored) {
    const ours = site.beacons.find(({ parameters }) => parameters.ev === copy.get('ev'))?.parameters ?? {}
    const { cs_rid, cs_test, ...rest } = ours
    expect(cs_test).toBe('TEST1')
    expect(Object.fromEntries(copy)).toEqual({ ...rest, eid: copy.get('ev') === 'Lead' ? 'e' : cs_rid })
  }
})

test('mirror: where Meta’s library reports by itself, nothing is sent for it', async () => {
  const { page, context } = await open(`${STUB}${script(CALLS)}`, 'shop.example', { mirror: true })
  let mirrored = 0
  await context.route('https://www.facebook.com/**', (route) => {
    mirrored += 1
    return route.abort()
  })
  await page.evaluate(FAKE_META_LIBRARY)
  await page.addScriptTag({ url: '/en_US/fbevents.js' })
  await page.evaluate("fbq('track','Lead')")
  await settled(page, 1)
  expect(mirrored).toBe(0)
})

test('in a frame, and in a frame in a sandbox, which has no cookies and keeps nothing', async () => {
  site.reset()
  const { page } = await open('')
  const inner = `<script>${BASE_CODE}${CALLS}fbq('track','Purchase',{},{eventID:'e'})</script>`
  site.pages.set('/frame', { html: inner })
  await page.evaluate(
    `document.body.innerHTML='<iframe src="/frame"></iframe><iframe sandbox="allow-scripts" src="/frame"></iframe>'`,
  )
  await settled(page, 4)
  const seen = site.beacons
    .map(({ parameters }) => [parameters.ev, parameters.if, 'fbp' in parameters])
    .sort()
  expect(seen).toEqual([
    ['PageView', 'true', false],
    ['PageView', 'true', true],
    ['Purchase', 'true', false],
    ['Purchase', 'true', true],
  ])
})

test('in a worker', async () => {
  const { page } = await open('')
  await page.evaluate(`new Worker(URL.createObjectURL(new Blob([
    "importScripts('" + location.origin + "/en_US/fbevents.js');" +
    ${JSON.stringify(`${CALLS}fbq('track','Purchase',{},{eventID:'e'});`)}])))`)
  await settled(page, 2)
  expect(
    site.beacons.map(({ method, parameters }) => [method, parameters.ev, parameters.rqm]).sort(),
  ).toEqual([
    ['POST', 'PageView', 'fetch'],
    ['POST', 'Purchase', 'fetch'],
  ])
})

test('a refused send is tried again under its own id, until it is taken', async () => {
  const { page } = await open(script(BASE_CODE + CALLS))
  await settled(page, 1)
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
  const { page } = await open(script(BASE_CODE + CALLS))
  await settled(page, 1)
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
  const { page } = await open(script(BASE_CODE))
  await page.evaluate(`Object.defineProperty(document,'hidden',{get:()=>true});${CALLS}`)
  await site.arrived(() => site.beacons.length === 1)
  expect(site.beacons[0]?.parameters.rqm).toBe('SB')
  expect(await page.evaluate('localStorage._cs_q')).toContain('PageView')
})

test('while consent is revoked, nothing that waits is sent', async () => {
  const waiting = JSON.stringify({ r1: ['/tr/', `id=${A}&ev=Waiting`, Date.now(), 1, 0] })
  const keep = script(`localStorage._cs_q=${JSON.stringify(waiting)}`)
  const { page } = await open(`${keep}${script(`${BASE_CODE}fbq('consent','revoke')`)}`)
  await page.waitForFunction('window.__countersign')
  await settled(page, 0)
  expect(events()).toEqual([])
  await page.evaluate("fbq('consent','grant');dispatchEvent(new Event('online'))")
  await settled(page, 1)
  expect(events()).toEqual(['Waiting'])
})

test('whoever builds a page is told in sentences what to write instead', async () => {
  const wrong = `${CALLS}fbq('track','Purchase',{value:'9,50 €'});fbq('trackSingle','${B}','Lead');fbq('frobnicate')`
  const { page, warnings } = await open(script(BASE_CODE + wrong), 'localhost')
  await settled(page, 2)
  await expect.poll(() => warnings.length).toBe(4)
  await page.evaluate("fbq('track','purchase');fbq('track','purchase')")
  await expect.poll(() => warnings.length).toBe(5)
  const said = warnings.join('\n')
  for (const code of [
    'INVALID_PARAM',
    'REQUIRED_PARAM_MISSING',
    'PIXEL_NOT_INITIALIZED',
    'INVALID_FBQ_METHOD',
    'NONSTANDARD_EVENT',
  ])
    expect(said).toContain(`[Countersign] ${code} (`)
  expect(said).toContain('{value: 9.5, currency: "EUR"}')
})

test('on a visitor’s page only where it asks for it', async () => {
  const { page, warnings } = await open(script(`${BASE_CODE}fbq.debug=true;${CALLS}fbq('track','purchase')`))
  await settled(page, 2)
  await expect.poll(() => warnings.length).toBe(1)
  expect(warnings[0]).toContain('NONSTANDARD_EVENT (purchase)')
})
