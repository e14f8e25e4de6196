import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { aWorld } from '../browser/world.js'
import { createDataset, type DatasetAccess, post } from '../process/client.js'
import { ADDRESSES, addressesOf } from './addresses.js'
import { CANARY, hostileTexts, inAddress, wellFormed } from './hostile-texts.js'
import { newPage, type Opened, overflows, settled } from './opened.js'
import { type Person, peopleOf } from './people.js'

const world = aWorld()
const person = peopleOf(() => world().server)
const TEXTS = hostileTexts(30)
/** What is refused or not found is written down by a browser; all else that a page says is an error. */
const REFUSED = /status of 40[04]/
const CODE = 'TEST4711'

let administrator: Person
let dataset: DatasetAccess
beforeAll(async () => {
  administrator = await person('administrator')
  dataset = await createDataset(world().commands, '--domain', 'shop.example')
}, 60_000)

/** An event as a server sends it, with the text wherever a text may stand. */
const eventOf = (text: string, key: string) => ({
  event_name: text.slice(0, 200),
  event_id: `${text}-${key}`.slice(-400),
  event_time: Math.floor(Date.now() / 1000),
  action_source: 'website',
  event_source_url: `https://shop.example/${text}`,
  referrer_url: text,
  partner_agent: text.slice(0, 50),
  user_data: { client_ip_address: '192.0.2.7', client_user_agent: text, external_id: text },
  custom_data: {
    value: 9.5,
    currency: 'EUR',
    order_id: `${key}${text}`,
    content_name: text,
    content_ids: [text],
    contents: [{ id: text, quantity: 1 }],
    [text.slice(0, 100)]: { [text.slice(0, 100)]: text },
  },
})

/** Sends the texts by the server's way. What cannot be an event is refused as such, never a fault of the server. */
async function sendByServer(more: { test_event_code?: string } = {}): Promise<number> {
  let taken = 0
  for (const [at, text] of TEXTS.entries()) {
    // An id of its own: what came before is no test, and no copy of one.
    const event = eventOf(text, `${at}-${more.test_event_code ?? 'live'}`)
    const body = JSON.stringify({ data: [event], ...more })
    const { status } = await post(
      `${administrator.url}/v25.0/${dataset.id}/events`,
      body,
      dataset.access_token,
    )
    expect([text.slice(0, 40), [200, 400].includes(status)]).toEqual([text.slice(0, 40), true])
    if (status === 200) taken += 1
  }
  return taken
}

/** The same by the browser's way. */
async function sendByBrowser(): Promise<number> {
  let taken = 0
  for (const [at, text] of TEXTS.entries()) {
    const fields = {
      ...{
        id: dataset.id,
        ev: text.slice(0, 200),
        eid: `${text.slice(0, 200)}-b${at}`,
        dl: `https://shop.example/?${text}`,
      },
      ...{ rl: text, 'cd[content_name]': text, 'cd[currency]': text, 'cd[value]': text },
      [`cd[${text.slice(0, 80)}]`]: text,
    }
    // A header holds no others, so none can come in by it.
    const agent = text.slice(0, 500).replace(/[^\x20-\x7e]/g, '')
    const { status } = await fetch(`${administrator.url}/tr`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'user-agent': agent },
    })
    expect([text.slice(0, 40), [200, 400].includes(status)]).toEqual([text.slice(0, 40), true])
    if (status === 200) taken += 1
  }
  return taken
}

/** What people write themselves: names, labels, rules, orders. */
async function writeByHand(): Promise<void> {
  const { ask } = administrator
  const of = `/api/datasets/${dataset.id}`
  const [script = '', image = ''] = TEXTS
  const orders = TEXTS.slice(0, 20).map((text) => ({
    order_id: text.slice(0, 100),
    placed_at: new Date(Date.now() - 60_000).toISOString(),
    value: 9.5,
    currency: 'EUR',
  }))
  const written = [
    await ask('PATCH', of, { name: `${script}${image}\u202e\u{1f600}`.slice(0, 200) }),
    await ask('PATCH', of, {
      settings: {
        pixel_event_rules: [
          { event_name: image, on: 'click', text: script, url: `/${image}`, match: 'contains' },
        ],
      },
    }),
    ...(await Promise.all(
      TEXTS.slice(0, 12).map((text) => ask('POST', `${of}/tokens`, { label: text.slice(0, 100) })),
    )),
    await ask('POST', '/api/people', {
      email: `<svg/onload=canary()>@shop.example`,
      role: 'analyst',
      datasets: 'all',
    }),
    await ask('PATCH', of, { settings: { blocked_domains: [`${script}.example`] } }),
  ]
  for (const { status } of written) expect([200, 201, 400]).toContain(status)
  expect(written[0]?.status).toBe(200)
  expect(written[1]?.status).toBe(200)
  const url = `${administrator.url}/webhooks/orders/${dataset.id}`
  for (const order of orders) await post(url, JSON.stringify([order]), dataset.access_token)
}

async function opened(): Promise<Opened> {
  const made = await newPage(world().browser, administrator, { expected: REFUSED })
  await made.page.addInitScript(CANARY)
  return made
}

/** A page that can be used: drawn to its end, with a heading, a way on, and nothing that sticks out. */
async function isUsable(page: Page, path: string): Promise<void> {
  await page.goto(`${administrator.url}${path}`)
  await settled(page).catch((error: unknown) => {
    throw new Error(`${path.slice(0, 200)} does not settle`, { cause: error })
  })
  const place = path.slice(0, 120)
  expect([place, await page.getByRole('heading', { name: 'This page stopped working' }).count()]).toEqual([
    place,
    0,
  ])
  expect([place, await page.title()]).toEqual([place, expect.stringMatching(/Countersign$/)])
  expect([place, await page.getByRole('link').count()]).not.toEqual([place, 0])
  for (const width of [1280, 360]) expect([place, await overflows(page, width)]).toEqual([place, []])
}

test('hostile texts, by both ways and by hand, are taken or refused', async () => {
  expect(await sendByServer()).toBeGreaterThan(TEXTS.length / 2)
  expect(await sendByBrowser()).toBeGreaterThan(TEXTS.length / 2)
  await writeByHand()
}, 60_000)

test('no page is broken by them, and nothing of them runs', async () => {
  const { page, errors } = await opened()
  const places = { dataset_id: dataset.id, event_name: 'Purchase', sighting_id: '0-0', issue_id: '1' }
  const bare = (path: string) => path === '/sign-in' || path.startsWith('/welcome')
  const paths = [...ADDRESSES, ...addressesOf(places)].map(({ path }) => path).filter((path) => !bare(path))
  for (const path of paths) {
    await isUsable(page, path)
    expect([path, errors]).toEqual([path, []])
  }
}, 120_000)

test('each event of such a name opens, and each such counted event', async () => {
  const { page, errors } = await opened()
  const { json } = await administrator.ask<{
    data: { event_name: string; sightings: { sighting_id: string }[] }[]
  }>('GET', `/api/datasets/${dataset.id}/events?limit=100`)
  expect(json.data.length).toBeGreaterThan(20)
  for (const { event_name, sightings } of json.data.filter((_event, nth) => nth % 8 === 0)) {
    await isUsable(page, `/d/${dataset.id}/events/${inAddress(event_name)}`)
    await isUsable(page, `/d/${dataset.id}/counted/${inAddress(sightings[0]?.sighting_id ?? '')}`)
    expect([event_name, errors]).toEqual([event_name, []])
  }
}, 120_000)

test('an address may hold them anywhere', async () => {
  const { page, errors } = await opened()
  const all = addressesOf({ dataset_id: dataset.id, event_name: '', sighting_id: '', issue_id: '' })
  for (const [nth, text] of TEXTS.filter((_text, at) => at % 5 === 0).entries()) {
    const named = wellFormed(text.slice(0, 300))
    const search = IN_SEARCH.map((name) => `${name}=${inAddress(text.slice(0, 60))}`).join('&')
    const places = { dataset_id: dataset.id, event_name: named, sighting_id: named, issue_id: named }
    const one = addressesOf(places)[(nth * 5) % all.length]?.path
    for (const address of [`/d/${dataset.id}/events/${inAddress(named)}`, `${one}?${search}`]) {
      await isUsable(page, address)
      expect([address.slice(0, 200), errors]).toEqual([address.slice(0, 200), []])
    }
  }
}, 120_000)
const IN_SEARCH = [
  ...['since', 'until', 'compare', 'q', 'event', 'sort', 'open', 'code', 'row', 'tab', 'setup', 'channel'],
]

test('Test Events shows them as they arrive', async () => {
  const { page, errors } = await opened()
  await page.goto(`${administrator.url}/d/${dataset.id}/test-events?code=${CODE}`)
  await page.getByText('Live', { exact: true }).waitFor()
  const taken = await sendByServer({ test_event_code: CODE })
  const rows = page.locator('[data-row]')
  // What was refused is a row as well.
  await expect.poll(() => rows.count(), { timeout: 8_000 }).toBeGreaterThanOrEqual(taken)
  await rows.filter({ hasText: 'Counted' }).first().click()
  await page.getByText('content_name').first().waitFor()
  for (const width of [1280, 360]) expect(await overflows(page, width)).toEqual([])
  expect(errors).toEqual([])
}, 60_000)
