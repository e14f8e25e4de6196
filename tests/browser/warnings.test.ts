// What the console says of a page’s calls.
import { expect, test } from 'vitest'
import { A, B } from './api-cases/api-case.js'
import { BASE_CODE } from './beacon-site.js'
import { aVisitedSite, script } from './visited-site.js'

const site = aVisitedSite()

const CALLS = `fbq('init','${A}');fbq('track','PageView');`

test('whoever builds a page is told in sentences what to write instead', async () => {
  const wrong = `${CALLS}fbq('track','Purchase',{value:'9,50 €'});fbq('trackSingle','${B}','Lead');fbq('frobnicate')`
  const { page, warnings } = await site.open(script(BASE_CODE + wrong), {}, { host: 'localhost' })
  await site.settled(page, 2)
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
  const { page, warnings } = await site.open(
    script(`${BASE_CODE}fbq.debug=true;${CALLS}fbq('track','purchase')`),
  )
  await site.settled(page, 2)
  await expect.poll(() => warnings.length).toBe(1)
  expect(warnings[0]).toContain('NONSTANDARD_EVENT (purchase)')
})

/** Each code, and calls of which it is said; what it is said of stands in brackets. */
const SAID: [code: string, calls: string, detail: string][] = [
  [
    'ALREADY_SENT',
    "for(var i=0;i<2;i++)fbq('track','Purchase',{value:1,currency:'EUR'},{eventID:'e'})",
    'Purchase',
  ],
  ['DUPLICATE_PIXEL_ID', `fbq('init','${A}')`, A],
  ['ERROR', "fbq('trackCustom','X',{get a(){throw new Error('mine')}})", 'Error: mine'],
  ['EVENT_ID_IN_PARAMS', "fbq('track','Lead',{eventID:'e'})", 'Lead'],
  ['INVALID_CONSENT_ACTION', "fbq('consent','granted')", 'granted'],
  ['INVALID_EVENT_ID_FORMAT', "fbq('track','Lead',{},{eventID:12345})", 'Lead'],
  ['INVALID_FBQ_METHOD', "fbq('tracks','Lead')", 'tracks'],
  ['INVALID_FBQ_METHOD_PARAMETER', "fbq('track','Lead','x')", 'Lead: parameters'],
  ['INVALID_FBQ_METHOD_PARAMETER', `fbq('init','${B}','jo@shop.example')`, 'init: user data'],
  ['INVALID_FBQ_METHOD_PARAMETER', "fbq('dataProcessingOptions','LDU')", 'dataProcessingOptions: options'],
  ['INVALID_PARAM', "fbq('track','Lead',{value:1,currency:'euro'})", 'Lead: currency'],
  ['INVALID_PIXEL_ID', "fbq('init','UA-1')", 'UA-1'],
  ['NEGATIVE_EVENT_PARAM', "fbq('track','Lead',{value:-1,currency:'EUR'})", 'Lead: value'],
  ['NO_EVENT_NAME', "fbq('track')", ''],
  ['NONSTANDARD_EVENT', "fbq('track','purchase')", 'purchase'],
  ['PII_INVALID_TYPE', `fbq('init','${B}',{em:['jo@shop.example']})`, 'em'],
  ['PIXEL_NOT_INITIALIZED', `fbq('trackSingle','${B}','Lead')`, B],
  ['REQUIRED_PARAM_MISSING', "fbq('track','Purchase',{value:1})", 'Purchase: currency'],
  ['UNSUPPORTED_METADATA_ARGUMENT', "fbq('set','colour','red')", 'colour'],
  ['USER_DATA_NOT_TAKEN', "fbq('set','userData',{em:'jo@shop.example'})", A],
]
for (const [code, calls, detail] of SAID)
  test(`${code}: ${calls}`, async () => {
    const { page, warnings } = await site.open(script(BASE_CODE + CALLS + calls), {}, { host: 'localhost' })
    await expect.poll(() => warnings.length).toBe(1)
    // Said again, also once the second file is there, it is one line.
    await page.evaluate(calls)
    await page.evaluate("fbq('trackCustom','Last')")
    expect(warnings.filter((line) => line === warnings[0])).toHaveLength(1)
    expect(warnings[0]).toMatch(/^\[Countersign\] [A-Z_]+( \(.*\))?: \S.*\.$/)
    expect(warnings[0]?.split(': ')[0]?.split(' (')[0]).toBe(`[Countersign] ${code}`)
    if (detail !== '') expect(warnings[0]).toContain(` (${detail}): `)
  })

test('CONFLICTING_VERSIONS: _fbq is another script’s', async () => {
  const { warnings } = await site.open(
    `${script('window._fbq=[]')}${script(BASE_CODE + CALLS)}`,
    {},
    { host: 'localhost' },
  )
  await expect.poll(() => warnings.length).toBe(1)
  expect(warnings[0]).toContain('[Countersign] CONFLICTING_VERSIONS: ')
})

test('a page without a fault: nothing is said', async () => {
  const calls = `fbq('consent','grant');fbq('set','autoConfig',true,'${A}');fbq('set','agent','x','${A}');
    fbq('dataProcessingOptions',[]);fbq('init','${A}',{em:'jo@shop.example'});fbq('track','PageView');
    fbq('track','Purchase',{value:9.5,currency:'EUR'},{eventID:'1'});fbq('trackCustom','Mine',{a:1});
    fbq('trackSingle','${A}','Lead');fbq('optOut','${A}','Microdata');`
  const { page, warnings } = await site.open(script(BASE_CODE + calls), {}, { host: 'localhost' })
  await page.waitForFunction('window.__countersign?.onSend')
  await site.settled(page, 4)
  expect(warnings).toEqual([])
})
