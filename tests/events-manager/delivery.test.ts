import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser/world.js'
import { ending, newScene, newShop, type Scene, settled, taken } from '../delivery/scene.js'
import { sendPurchases } from '../delivery/traffic.js'
import { createDataset, type DatasetAccess, post } from '../process/client.js'
import { violations } from './axe.js'
import { openAs } from './opened.js'
import { peopleOf, type Role } from './people.js'

const { after, end } = ending()
let scene: Scene
let browser: Browser
const person = peopleOf(() => scene.server)
beforeAll(async () => {
  scene = await newScene({ after })
  browser = await openBrowser()
  after(() => browser.close())
}, 60_000)
afterAll(end)

/** A dataset's page, of a person of that role. What a form is refused with, a browser writes down as well. */
const opened = async ({ id }: DatasetAccess, path: string, role: Role = 'administrator') =>
  openAs(browser, await person(role), `/d/${id}/${path}`, { expected: /status of 400/ })

test('an event that was refused is seen, mended at its place, resent, and taken', async () => {
  const shop = await newShop(scene)
  await scene.emulator.fail({ bad_event_ids: ['e-3'], dataset_id: shop.target })
  await sendPurchases(scene, shop, 'e', 8)
  await settled(scene, shop, 8)
  const { page, errors } = await opened(shop, 'delivery')
  await page.getByText('7 of 8 events').waitFor()
  await page.getByRole('button', { name: 'Show these' }).click()
  expect(new URL(page.url()).searchParams.get('code')).toBe('2804003')
  expect(await violations(page)).toEqual([])

  await page.getByRole('row', { name: /^Purchase/ }).press('Enter')
  const form = page.getByRole('dialog')
  await form.getByLabel('event_name').fill('')
  await form.getByRole('button', { name: 'Save and resend' }).click()
  await form.locator('[aria-invalid="true"]').and(form.getByLabel('event_name')).waitFor({ timeout: 5_000 })
  expect(await violations(page)).toEqual([])
  await form.getByLabel('event_name').fill('Purchase')
  await form.getByLabel('event_id').fill('mended')
  await form.getByRole('button', { name: 'Save and resend' }).click()
  await page.getByText('1 event is sent again').waitFor()
  await taken(scene, shop, 8)
  await page.getByText('8 of 8 events').waitFor({ timeout: 15_000 })
  expect(errors).toEqual([])
}, 40_000)

test('all of a code are resent by the number on the button; a reader has no such button', async () => {
  const shop = await newShop(scene)
  await scene.emulator.fail({ bad_event_ids: ['b-1', 'b-2'], dataset_id: shop.target })
  await sendPurchases(scene, shop, 'b', 5)
  await settled(scene, shop, 5)
  const reader = await opened(shop, 'delivery', 'analyst')
  await reader.page.getByRole('button', { name: 'Show these' }).waitFor()
  expect(await reader.page.getByRole('button', { name: /Resend|Pause/ }).count()).toBe(0)
  const { page, errors } = await opened(shop, 'delivery')
  await page.getByRole('button', { name: 'Resend 2 events' }).click()
  await page.getByText('2 events are sent again').waitFor()
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('What is counted meanwhile waits until it is resumed').first().waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  expect([...errors, ...reader.errors]).toEqual([])
}, 40_000)

test('orders beside purchases: none yet, then which were not counted, by its address again', async () => {
  const shop = await createDataset(scene.commands)
  const { page, errors } = await opened(shop, 'orders')
  await page.getByRole('heading', { name: 'Lay the shop’s orders beside what was counted' }).waitFor()
  expect(await violations(page)).toEqual([])
  const placed_at = new Date(Date.now() - 60_000).toISOString()
  const hostile = '<img src=x onerror=alert(1)>'
  const orders = ['o-0', 'o-1', hostile].map((order_id) => ({
    order_id,
    placed_at,
    value: 9.5,
    currency: 'USD',
  }))
  const sent = await post(
    `${scene.server.url}/webhooks/orders/${shop.id}`,
    JSON.stringify(orders),
    shop.access_token,
  )
  expect(sent.status).toBe(200)
  await page.goto(`${scene.server.url}/d/${shop.id}/orders`)
  await page.getByText('0 of 3 orders').waitFor()
  await page.getByText(hostile).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByText(/^Not compared/).click()
  await page.getByText('None in these days.').waitFor()
  expect(new URL(page.url()).searchParams.get('state')).toBe('excluded')
  await page.reload()
  await page.getByRole('heading', { name: 'Orders that are not compared' }).waitFor()
  expect(errors).toEqual([])
}, 40_000)

test('where no destination is set, the page says how to set one', async () => {
  const shop = await createDataset(scene.commands)
  const { page, errors } = await opened(shop, 'delivery')
  await page.getByRole('link', { name: 'Add a destination' }).waitFor()
  expect(await violations(page)).toEqual([])
  expect(errors).toEqual([])
})
