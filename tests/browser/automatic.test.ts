// What the second file sends where a dataset's settings ask for it.
import type { PixelSettings } from '@countersign/pixel/serve'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { A, B, sha256 } from './api-cases/api-case.js'
import { BASE_CODE } from './beacon-site.js'
import { aVisitedSite, pageOf, script } from './visited-site.js'

const site = aVisitedSite()

const CALLS = `fbq('init','${A}');fbq('track','PageView');`

/** Opens a page whose dataset has these settings, and waits for the second file. */
async function open(settings: Partial<PixelSettings>, body: string, calls = CALLS): Promise<Page> {
  site.reset({ id: A, ...settings })
  const html = pageOf(script(`${BASE_CODE}${calls}`) + body, 'Shop of jo@shop.example')
  site.pages.set('/x', { html })
  const { page, warnings } = await site.visit('/x')
  onTestFinished(() => expect(warnings).toEqual([]))
  await page.waitForFunction('window.__countersign?.onSend')
  return page
}

const named = (ev: string) => site.beacons.map(({ parameters }) => parameters).filter((one) => one.ev === ev)

async function arrived(ev: string, count = 1): Promise<{ [parameter: string]: string }> {
  await site.arrived(() => named(ev).length >= count)
  return named(ev)[count - 1] as { [parameter: string]: string }
}

/** All beacons' names, once the page has sent a last one. */
async function all(page: Page): Promise<(string | undefined)[]> {
  await page.evaluate("fbq('trackCustom','Last')")
  await arrived('Last')
  return site.beacons
    .map(({ parameters }) => parameters.ev)
    .filter((ev) => ev !== 'Last')
    .sort()
}

const FORM = `<form action="/done?token=1" onsubmit="return false">
  <input name="email" value="Jo@Shop.example"><input name="first_name" value="Jo"><input id="lname" value="O'Brien">
  <input type="tel" name="contact" value="+1 650 555 1212"><input name="city" value="Menlo Park">
  <input type="password" name="p" autocomplete="current-password" value="secret@shop.example"><input name="card_email" value="card@shop.example">
  <input name="ssn" value="12345"><input name="zip" autocomplete="cc-number" value="94035">
  <button type="submit" id="send" class="primary">Send 42 to  jo@shop.example</button></form>`

test('matching from a form: only the keys of the setting, and for later events of the page as well', async () => {
  const page = await open({ match: ['em', 'fn', 'ln', 'ph'] }, FORM)
  await arrived('PageView')
  await page.click('#send')
  await page.evaluate("fbq('track','Lead')")
  const lead = await arrived('Lead')
  const found = Object.entries(lead).filter(([name]) => /^(ud|udff)\[/.test(name))
  expect(Object.fromEntries(found)).toEqual({
    'udff[em]': sha256('jo@shop.example'),
    'udff[fn]': sha256('jo'),
    'udff[ln]': sha256('obrien'),
    'udff[ph]': sha256('16505551212'),
  })
  expect(JSON.stringify(lead)).not.toMatch(/secret|card@/i)
})

test('matching from a form waits for consent', async () => {
  const page = await open({ match: ['em'] }, FORM)
  await arrived('PageView')
  await page.evaluate("fbq('consent','revoke')")
  await page.click('#send')
  await page.evaluate("fbq('consent','grant');fbq('track','Lead')")
  expect(await arrived('Lead')).not.toHaveProperty('udff[em]')
})

test('SubscribedButtonClick: what was pressed, and nothing of anyone', async () => {
  const page = await open({ auto: ['button_click'] }, FORM)
  await arrived('PageView')
  await page.click('#send')
  const click = await arrived('SubscribedButtonClick')
  expect([click.tm, click.es, click.eid]).toEqual(['3', 'automatic', undefined])
  expect(click['cd[buttonText]']).toBe('Send 00 to @')
  expect(JSON.parse(click['cd[buttonFeatures]'] ?? '')).toEqual({
    classList: 'primary',
    destination: `http://shop.example:${site.port}/done`,
    id: 'send',
    imageUrl: '',
    innerText: 'Send 00 to @',
    numChildButtons: 0,
    tag: 'button',
    type: 'submit',
    name: null,
    value: '',
  })
  expect(JSON.parse(click['cd[pageFeatures]'] ?? '')).toEqual({ title: 'Shop of @' })
  const fields = JSON.parse(click['cd[formFeatures]'] ?? '') as {
    id: string
    name: string
    valueMeaning: string
  }[]
  expect(fields.map(({ id, name }) => name || id)).toEqual([
    'email',
    'first_name',
    'lname',
    'contact',
    'city',
    'send',
  ])
  expect(JSON.stringify(click)).not.toMatch(/jo@|brien|menlo/i)
})

test('a button that is pressed twice at once is pressed once; a long text is no button’s', async () => {
  const long = `<button id="long">${'word '.repeat(30)}</button>`
  const page = await open({ auto: ['button_click'] }, FORM + long)
  await arrived('PageView')
  await page.dblclick('#send')
  await page.click('#long')
  await arrived('SubscribedButtonClick')
  expect(await all(page)).toEqual(['PageView', 'SubscribedButtonClick'])
})

test('a dataset without these settings: nothing is read, nothing is sent, no second file is fetched', async () => {
  const { page } = await site.open(script(BASE_CODE + CALLS) + FORM)
  await arrived('PageView')
  await page.click('#send')
  await page.evaluate(`fbq('optIn','${A}','AutomaticMatching');fbq('track','Lead')`)
  expect(Object.keys(await arrived('Lead')).filter((name) => /^ud/.test(name))).toEqual([])
  expect(await all(page)).toEqual(['Lead', 'PageView'])
  expect(site.requests).not.toContain('/en_US/automatic.js')
})

const EVERYTHING: Partial<PixelSettings> = {
  auto: ['button_click', 'microdata', 'engagement'],
  match: ['em'],
  rules: [{ event_name: 'Contact', on: 'click', text: 'Send', match: 'contains' }],
}
const SENT = ['Contact', 'Engagement', 'Lead', 'Microdata', 'SubscribedButtonClick', 'with em']
const without = (...names: string[]) => SENT.filter((name) => !names.includes(name))
const TURNED_OFF: [calls: string, sent: string[]][] = [
  ['', SENT],
  [`fbq('set','autoConfig',false,'${A}')`, ['Lead']],
  [`fbq('set','autoConfig','false')`, ['Lead']],
  [`fbq('set','autoConfig',false,'${B}')`, SENT],
  [`fbq('set','autoConfig',false);fbq('set','autoConfig','true','${A}')`, SENT],
  [`fbq('optOut','${A}','AutomaticSetup')`, ['Lead']],
  [`fbq('optOut','${A}','AutomaticMatching')`, without('with em')],
  [`fbq('optOut','${A}','InferredEvents')`, without('SubscribedButtonClick')],
  [`fbq('optOut','${A}','Microdata')`, without('Microdata')],
  [`fbq('optOut','${A}','EngagementData')`, without('Engagement')],
  [`fbq('optOut','${A}','ESTRuleEngine')`, without('Contact')],
  [`fbq('optOut','${A}','Microdata');fbq('optIn','${A}','Microdata')`, SENT],
]
for (const [calls, sent] of TURNED_OFF)
  test(`with every setting, after ${calls || 'nothing'}: ${sent.join(', ')}`, async () => {
    const body = `<meta name="description" content="Mugs">${FORM}`
    const page = await open(EVERYTHING, body, `${calls};fbq('init','${A}');fbq('track','ViewContent');`)
    await arrived('ViewContent')
    if (sent.includes('Microdata')) await arrived('Microdata')
    await page.click('#send')
    await page.evaluate(`fbq('track','Lead');Object.defineProperty(document,'hidden',{get:()=>true});
      document.dispatchEvent(new Event('visibilitychange',{bubbles:true}))`)
    const found = (await arrived('Lead'))['udff[em]'] === undefined ? [] : ['with em']
    const names = (await all(page)).filter((ev) => ev !== 'ViewContent')
    expect([...names, ...found].sort()).toEqual(sent)
  })

test('Microdata: what the page says of itself, once', async () => {
  const markup = `<meta name="description" content="Mugs"><meta property="og:title" content="A mug">
    <div itemscope itemtype="https://schema.org/Product"><span itemprop="name">Mug</span>
    <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="9.5"></div></div>
    <script type="application/ld+json">{"@type":"Product","sku":"M1","description":"${'x'.repeat(600)}"}</script>
    <script type="application/ld+json">{broken</script>`
  const page = await open({ auto: ['microdata'] }, markup)
  const data = await arrived('Microdata')
  expect([data.tm, data.es, data['cd[DataLayer]']]).toEqual(['3', 'automatic', '[]'])
  expect(JSON.parse(data['cd[Meta]'] ?? '')).toMatchObject({ 'meta:description': 'Mugs' })
  expect(JSON.parse(data['cd[OpenGraph]'] ?? '')).toEqual({ 'og:title': 'A mug' })
  const offer = { type: 'https://schema.org/Offer', properties: { price: '9.5' } }
  const product = { type: 'https://schema.org/Product', properties: { name: 'Mug', offers: offer } }
  expect(JSON.parse(data['cd[Schema.org]'] ?? '')).toEqual([product])
  expect(JSON.parse(data['cd[JSON-LD]'] ?? '')).toEqual([
    { '@type': 'Product', sku: 'M1', description: 'x'.repeat(500) },
  ])
  await page.evaluate("fbq('track','Lead')")
  expect(await all(page)).toEqual(['Lead', 'Microdata', 'PageView'])
})

test('engagement: how far and how long, once, when the page is hidden', async () => {
  const page = await open({ auto: ['engagement'] }, '<div style="height:3000px"></div>')
  await arrived('PageView')
  await page.evaluate('scrollTo(0,3000);new Promise(requestAnimationFrame)')
  await page.evaluate(`Object.defineProperty(document,'hidden',{get:()=>true});
    for (const _ of [1,2]) document.dispatchEvent(new Event('visibilitychange',{bubbles:true}))`)
  const { tm, es, rqm, ...rest } = await arrived('Engagement')
  expect([tm, es, rqm]).toEqual(['3', 'automatic', 'SB'])
  expect(Number(rest['cd[scroll_depth]'])).toBeGreaterThan(90)
  expect(Number(rest['cd[time_on_page]'])).toBeLessThan(60)
  expect(named('Engagement')).toHaveLength(1)
})

test('rules: a pressed text, a link, an address, each a standard event of this dataset alone', async () => {
  const rules: PixelSettings['rules'] = [
    { event_name: 'AddToCart', on: 'click', text: 'Add to  CART', params: { value: 5, currency: 'EUR' } },
    { event_name: 'Contact', on: 'click', text: 'write', match: 'contains', url: '/x' },
    {
      event_name: 'Schedule',
      on: 'click',
      text: 'Add to cart',
      match: 'equals',
      url: 'https://other.example/',
    },
    { event_name: 'ViewContent', on: 'page', url: '/x', match: 'contains' },
    { event_name: 'Search', on: 'page', url: '/found', match: 'contains' },
  ]
  const body = `<button id="add"><b>Add to<br>cart</b></button><a id="mail" href="#">Write to us</a><p id="text">Add to cart</p>`
  const page = await open({ rules }, body, `fbq('init','${B}');${CALLS}`)
  const view = await arrived('ViewContent')
  expect([view.id, view.tm, view.cs_est, view.eid]).toEqual([A, '1', 'true', undefined])
  await page.click('#add b')
  expect(await arrived('AddToCart')).toMatchObject({
    id: A,
    'cd[value]': '5',
    'cd[currency]': 'EUR',
    cs_est: 'true',
  })
  await page.click('#text')
  await page.evaluate("history.pushState({},'','/found?q=1')")
  await arrived('Search')
  expect(await all(page)).toEqual([
    'AddToCart',
    'PageView',
    'PageView',
    'PageView',
    'PageView',
    'Search',
    'ViewContent',
  ])
})

test('rules of a link, by part of its text and of its page’s address', async () => {
  const rules: PixelSettings['rules'] = [
    { event_name: 'Contact', on: 'click', text: 'WRITE', match: 'contains', url: '/x' },
  ]
  const page = await open({ rules }, '<a id="mail" href="javascript:void 0">Write to us</a>')
  await page.click('#mail')
  expect(await arrived('Contact')).toMatchObject({ tm: '1', cs_est: 'true' })
})

test("rules of two datasets whose files are both on the page: each has its own, and the second file's listeners stand once", async () => {
  const rule = { on: 'click' as const, text: 'Write to us' }
  const page = await open(
    { rules: [{ ...rule, event_name: 'Contact' }] },
    '<button id="mail">Write to us</button>',
    `fbq('init','${B}');${CALLS}`,
  )
  await site.arrived(() => named('PageView').length === 2)
  site.reset({ id: B, rules: [{ ...rule, event_name: 'Lead' }] })
  await page.addScriptTag({ url: `/en_US/fbevents.js?id=${B}` })
  await page.waitForFunction(`window.__countersign.rules_by_id['${B}']`)
  await page.click('#mail')
  expect([(await arrived('Contact')).id, (await arrived('Lead')).id]).toEqual([A, B])
  expect(await all(page)).toEqual(['Contact', 'Lead'])
})
