// Both libraries on a page, in either order, and the mirror for those who have ours alone.
import { expect, test } from 'vitest'
import { A } from './api-cases/api-case.js'
import { BASE_CODE } from './beacon-site.js'
import { FAKE_META_LIBRARY } from './fake-meta-library.js'
import { aVisitedSite, script } from './visited-site.js'

const site = aVisitedSite()

const CALLS = `fbq('init','${A}');fbq('track','PageView');`
const LIBRARY = '<script src="/en_US/fbevents.js"></script>'
const STUB = script(BASE_CODE.replace('/en_US/fbevents.js', '/nothing'))
const events = () => site.beacons.map(({ parameters }) => parameters.ev).sort()
const META = script(FAKE_META_LIBRARY)
const BOTH = [
  ['init', A],
  ['track', 'PageView'],
  ['track', 'Lead'],
]

const RECORD =
  '!function(f){f._cs_calls=[].slice.call(f.queue);window.fbq=window._fbq=new Proxy(f,{apply:function(t,s,a){' +
  'f._cs_calls.push(a);return t.apply(s,a)}})}(fbq)'

test('before Meta’s library: each call reaches both, once', async () => {
  const { page } = await site.open(`${STUB}${script(CALLS)}${LIBRARY}${META}${script("fbq('track','Lead')")}`)
  await site.settled(page, 2)
  expect(events()).toEqual(['Lead', 'PageView'])
  expect(await page.evaluate('metaCalls')).toEqual(BOTH)
  expect(await page.evaluate('fbq.version')).toBe('2.9.324')
})

test('a function that was kept from before either library reaches both', async () => {
  const kept = script(`window.kept = fbq;${CALLS}`)
  const { page } = await site.open(`${STUB}${kept}${LIBRARY}${script("kept('track','Lead')")}${META}`)
  await site.settled(page, 2)
  expect(events()).toEqual(['Lead', 'PageView'])
  expect(await page.evaluate('metaCalls')).toEqual(BOTH)
})

test('after Meta’s library: its datasets are ours, and later calls reach both', async () => {
  const { page } = await site.open(`${STUB}${script(CALLS)}${META}${LIBRARY}${script("fbq('track','Lead')")}`)
  await site.settled(page, 1)
  expect(events()).toEqual(['Lead'])
  expect(await page.evaluate('metaCalls')).toEqual(BOTH)
  expect(await page.evaluate('fbq.getState()')).toEqual({ pixels: [{ id: A }] })
})

test('after Meta’s library, with the calls recorded: each call reaches both, once', async () => {
  const { page } = await site.open(
    `${STUB}${script(CALLS + RECORD)}${META}${script("fbq('track','Contact')")}${LIBRARY}${script("fbq('track','Lead')")}`,
  )
  await site.settled(page, 3)
  expect(events()).toEqual(['Contact', 'Lead', 'PageView'])
  expect(await page.evaluate('metaCalls.length')).toBe(4)
})

test('mirror: Meta’s endpoint gets the same event, under its id or else the send’s', async () => {
  const { page, context } = await site.open(script(BASE_CODE), { mirror: true })
  const mirrored: URLSearchParams[] = []
  await context.route('https://www.facebook.com/tr/**', (route) => {
    mirrored.push(new URL(route.request().url()).searchParams)
    return route.fulfill({ status: 200, contentType: 'image/gif', body: '' })
  })
  await page.evaluate(
    `history.replaceState({},'','?cs_test=TEST1');${CALLS}fbq('track','Lead',{a:1},{eventID:'e'})`,
  )
  await site.settled(page, 2)
  await expect.poll(() => mirrored.length).toBe(2)
  for (const copy of mirrored) {
    const ours = site.beacons.find(({ parameters }) => parameters.ev === copy.get('ev'))?.parameters ?? {}
    const { cs_rid, cs_test, ...rest } = ours
    expect(cs_test).toBe('TEST1')
    expect(Object.fromEntries(copy)).toEqual({ ...rest, eid: copy.get('ev') === 'Lead' ? 'e' : cs_rid })
  }
})

test('mirror: where Meta’s library reports by itself, nothing is sent for it', async () => {
  const { page, context } = await site.open(`${STUB}${script(CALLS)}`, { mirror: true })
  let mirrored = 0
  await context.route('https://www.facebook.com/**', (route) => {
    mirrored += 1
    return route.abort()
  })
  await page.evaluate(FAKE_META_LIBRARY)
  await page.addScriptTag({ url: '/en_US/fbevents.js' })
  await page.evaluate("fbq('track','Lead')")
  await site.settled(page, 1)
  expect(mirrored).toBe(0)
})
