import { expect, test } from 'vitest'
import { aWorld } from '../browser/world.js'
import { violations } from './axe.js'
import { newPage } from './opened.js'
import { firstLinkOf } from './people.js'

const world = aWorld()
test('an administrator signs in by the first link, makes a dataset, and sees its first event', async () => {
  const { browser, server } = world()
  const { page, errors } = await newPage(browser, undefined)
  await page.goto(`${server.url}/welcome#${await firstLinkOf(server)}`)
  await page.getByLabel(/email/i).fill('ada@shop.example')
  for (const field of await page.locator('input[type=password]').all())
    await field.fill('a long password of hers')
  let goOn = () => {}
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  await page.route('**/data-sources-page-*', (route) => held.then(() => route.continue()))
  await page.locator('button[type=submit]').click()
  // The address is the next page's, which is on its way: that the link was used is no news to whoever used it.
  await page.waitForURL(`${server.url}/`)
  await page.locator('button[type=submit]').waitFor()
  expect(await page.getByText('no longer works').count()).toBe(0)
  goOn()
  await page.getByRole('heading', { name: 'Data sources' }).waitFor()

  await page.goto(`${server.url}/new`)
  await page.getByLabel('Name').fill('Brand - Main Website')
  await page.getByRole('button', { name: 'Create dataset' }).click()
  await page.getByText('Its access token').waitFor()
  const access_token = /cs_[\w-]+/.exec(await page.locator('body').innerText())?.[0]
  const id = new URL(page.url()).searchParams.get('dataset')
  await page.getByText('Your server reports').click()
  await page.getByText('Waiting for the first event').waitFor()
  expect(await violations(page)).toEqual([])
  const event = {
    event_name: 'Purchase',
    event_id: 'order-1',
    event_time: Math.floor(Date.now() / 1000),
    action_source: 'website',
    event_source_url: 'https://shop.example/',
    user_data: { client_ip_address: '192.0.2.7', client_user_agent: 'Mozilla/5.0' },
    custom_data: { value: 9.5, currency: 'USD' },
  }
  const answer = await fetch(`${server.url}/v25.0/${id}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ data: [event], access_token }),
  })
  expect(answer.status).toBe(200)
  await page.getByText('The first event has arrived').waitFor()
  expect(errors).toEqual([])
})
