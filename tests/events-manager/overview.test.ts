import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aWorld } from '../browser/world.js'
import { createDataset, type DatasetAccess } from '../process/client.js'
import { violations } from './axe.js'
import { openAs } from './opened.js'
import { peopleOf } from './people.js'

const world = aWorld()
const person = peopleOf(() => world().server)
/** What no page may run, nor show as anything but text. */
const HOSTILE = '<img src=x onerror="document.title=1">\u202e'

/** Two Purchases by the server, of which one came twice, and an event with a hostile name. */
async function sendEvents(url: string, dataset: DatasetAccess): Promise<void> {
  const event = (event_name: string, event_id: string) => ({
    event_name,
    event_id,
    event_time: Math.floor(Date.now() / 1000),
    action_source: 'website',
    event_source_url: 'https://shop.example/thank-you',
    user_data: { client_ip_address: '192.0.2.7', client_user_agent: 'Mozilla/5.0' },
    custom_data: { value: 12.5, currency: 'EUR', order_id: event_id },
  })
  const data = [
    event('Purchase', 'order-1'),
    event('Purchase', 'order-1'),
    event('Purchase', 'order-2'),
    event(HOSTILE, 'x-1'),
  ]
  const answer = await fetch(`${url}/v25.0/${dataset.id}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ data, access_token: dataset.access_token }),
  })
  expect(answer.status).toBe(200)
}

test('from the doubt to its proof: overview, events, one event, one counted event, and a search', async () => {
  const { browser, server, commands } = world()
  const dataset = await createDataset(commands)
  await sendEvents(server.url, dataset)
  const { page, errors } = await openAs(browser, await person('analyst'), `/d/${dataset.id}/overview`)
  await page.getByText('2 counted').first().waitFor()
  await page.getByRole('figure').locator('svg').first().waitFor()
  expect(await violations(page)).toEqual([])

  await page.goto(`${server.url}/d/${dataset.id}/events`)
  await page.getByRole('link', { name: HOSTILE.slice(0, 20) }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Purchase' }).click()
  await page.getByText('Counted events, newest first').waitFor()
  await page.getByText('Of the newest 3 reports').waitFor()
  await page.getByText('shop.example/thank-you').first().waitFor()
  expect(await violations(page)).toEqual([])
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download CSV' }).last().click()
  const file = await saved
  expect(file.suggestedFilename()).toBe('Purchase-counted.csv')
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toBe('counted_at,channels,event_id,page,reports,value,currency,sighting_id')
  expect(lines.slice(1).join()).toMatch(/,server,order-1,https:\/\/shop\.example\/thank-you,2,12\.5,EUR,/)

  await page.getByLabel('Search events, event_id, order id').first().fill('order-1')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'order-1' }).first().click()
  await page.getByText(/Counted once from 2 reports/).waitFor()
  await page
    .getByText(/Duplicate of the server event received .* earlier: same event_name and event_id/)
    .waitFor()
  expect(await violations(page)).toEqual([])
  expect(errors).toEqual([])
}, 40_000)

const NEVER: [page: string, title: string][] = [
  ['overview', 'No event has come in yet'],
  ['events', 'No event has come in yet'],
  ['diagnostics', 'What is wrong with events stands here'],
]
test('where nothing was ever received each page says what would be here, and the next step', async () => {
  const { browser, server, commands } = world()
  const dataset = await createDataset(commands)
  const { page, errors } = await openAs(browser, await person('analyst'), `/d/${dataset.id}`)
  for (const [where, title] of NEVER) {
    await page.goto(`${server.url}/d/${dataset.id}/${where}`)
    await page.getByRole('heading', { name: title }).waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Add events' }).waitFor()
    expect(await page.getByText('Nothing is wrong').count()).toBe(0)
    expect(await violations(page)).toEqual([])
  }
  expect(errors).toEqual([])
}, 40_000)
