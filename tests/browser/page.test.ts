// The library in the places in which pages have it, and at the times.
import { expect, test } from 'vitest'
import { A, B, sha256 } from './api-cases/api-case.js'
import { BASE_CODE } from './beacon-site.js'
import { aVisitedSite, script } from './visited-site.js'

const site = aVisitedSite()

const CALLS = `fbq('init','${A}');fbq('track','PageView');`
const LIBRARY = '<script src="/en_US/fbevents.js"></script>'
const sent = () => site.beacons.map(({ parameters: { id, ev } }) => `${id === A ? 'A' : 'B'} ${ev}`).sort()
const events = () => site.beacons.map(({ parameters }) => parameters.ev).sort()

test('without the base code: the library brings fbq', async () => {
  const { page } = await site.open(`${LIBRARY}${script(`fbq('init','${A}');fbq('track','PageView');`)}`)
  await site.settled(page, 1)
  expect(events()).toEqual(['PageView'])
  expect(await page.evaluate('fbq === _fbq && typeof fbq.callMethod')).toBe('function')
})

test('twice on a page: the second only brings its dataset’s settings', async () => {
  const late = `fbq('init','${A}');fbq('track','PageView');`
  const { page } = await site.open(`${script(BASE_CODE + late)}`)
  await site.settled(page, 1)
  site.settings = { ...site.settings, id: B, once: false }
  await page.addScriptTag({ url: '/en_US/fbevents.js?second' })
  await page.evaluate(`fbq('init','${B}');fbq('track','PageView');
    for (const id of ['${A}','${B}','${B}','${A}']) fbq('trackSingle',id,'Purchase',{},{eventID:'e'})`)
  await site.settled(page, 5)
  expect(sent()).toEqual(['A PageView', 'A Purchase', 'B PageView', 'B Purchase', 'B Purchase'])
})

test('in a frame, and in a frame in a sandbox, which has no cookies and keeps nothing', async () => {
  site.reset()
  const { page } = await site.open('')
  const inner = `<script>${BASE_CODE}${CALLS}fbq('track','Purchase',{},{eventID:'e'})</script>`
  site.pages.set('/frame', { html: inner })
  await page.evaluate(
    `document.body.innerHTML='<iframe src="/frame"></iframe><iframe sandbox="allow-scripts" src="/frame"></iframe>'`,
  )
  await site.settled(page, 4)
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
  const { page } = await site.open('')
  await page.evaluate(`new Worker(URL.createObjectURL(new Blob([
    "importScripts('" + location.origin + "/en_US/fbevents.js');" +
    ${JSON.stringify(`${CALLS}fbq('track','Purchase',{},{eventID:'e'});`)}])))`)
  await site.settled(page, 2)
  expect(
    site.beacons.map(({ method, parameters }) => [method, parameters.ev, parameters.rqm]).sort(),
  ).toEqual([
    ['POST', 'PageView', 'fetch'],
    ['POST', 'Purchase', 'fetch'],
  ])
})

test('late: the calls of a page that waits for it are sent in their order, each once', async () => {
  const { page } = await site.open(script(BASE_CODE.replace('/en_US/fbevents.js', '/nothing')))
  await page.evaluate(
    `${CALLS}history.pushState({},'','/b');fbq('track','Lead');_fbq.push(['track','Search'])`,
  )
  expect(site.beacons).toEqual([])
  await page.addScriptTag({ url: '/en_US/fbevents.js' })
  await page.evaluate("fbq('track','Contact')")
  await site.settled(page, 4)
  const by_count = site.beacons.map(({ parameters: { ec, ev, dl } }) => [ec, ev, new URL(dl ?? '').pathname])
  expect(by_count.sort()).toEqual([
    ['0', 'PageView', '/b'],
    ['1', 'Lead', '/b'],
    ['2', 'Search', '/b'],
    ['3', 'Contact', '/b'],
  ])
})

test('the base code twice, and its script a third time: each call is sent once', async () => {
  const { page } = await site.open(`${script(BASE_CODE + CALLS)}${script(`${BASE_CODE}fbq('track','Lead')`)}`)
  await site.settled(page, 2)
  await page.addScriptTag({ url: '/en_US/fbevents.js' })
  await page.evaluate("history.pushState({},'','/b');fbq('track','Contact')")
  await site.settled(page, 4)
  expect(events()).toEqual(['Contact', 'Lead', 'PageView', 'PageView'])
})

test('beside a function of the same name that is no stub, the page goes on', async () => {
  const { page } = await site.open(
    `${script('function fbq() { fbq.calls = (fbq.calls ?? 0) + 1 }')}${LIBRARY}`,
  )
  await page.evaluate("fbq('track','Lead')")
  expect(await page.evaluate('fbq.calls')).toBe(1)
})

test('a page asks for the library alone: its settings are inside, and no configuration is fetched', async () => {
  const { page } = await site.open(script(BASE_CODE + CALLS))
  await site.settled(page, 1)
  expect(site.requests).toEqual(['/x', '/en_US/fbevents.js', '/last'])
})

test('fbq.getState: each dataset, what it has been given as digests, and how much it has sent', async () => {
  const { page } = await site.open(script(BASE_CODE))
  await page.waitForFunction('fbq.callMethod')
  expect(await page.evaluate('fbq.getState()')).toEqual({ pixels: [] })
  await page.evaluate(`fbq('init','${A}',{em:' Jo@Shop.example'});fbq('init',${B});fbq('track','Lead');
    fbq('trackSingle','${B}','Lead');fbq.getState().pixels[0].userData.em='changed'`)
  expect(await page.evaluate('fbq.getState()')).toEqual({
    pixels: [
      { id: A, userData: { em: sha256('jo@shop.example') }, eventCount: 1 },
      { id: B, userData: {}, eventCount: 2 },
    ],
  })
})

test('fbq has what a page may look for, and nothing that belongs to Meta’s plugins', async () => {
  const { page } = await site.open(script(BASE_CODE + CALLS))
  await site.settled(page, 1)
  expect(await page.evaluate('Object.keys(fbq).sort()')).toEqual([
    'callMethod',
    'getState',
    'loaded',
    'push',
    'queue',
    'version',
  ])
  expect(await page.evaluate('[fbq === _fbq, fbq.loaded, fbq.version]')).toEqual([true, true, 'cs1.0'])
  await page.evaluate("fbq.callMethod('track','Lead');fbq.callMethod.apply(null,['trackCustom','X'])")
  await site.settled(page, 3)
  expect(events()).toEqual(['Lead', 'PageView', 'X'])
})
