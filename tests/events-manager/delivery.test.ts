import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../browser/world.js'
import type { Failing } from '../delivery/emulator-process.js'
import { ending, newScene, newShop, type Scene, type Shop, settled, TOKEN, taken } from '../delivery/scene.js'
import { sendPurchases } from '../delivery/traffic.js'
import { createDataset, type DatasetAccess, post } from '../process/client.js'
import { eventually } from '../process/server-process.js'
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
  await page.reload()
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

/** What goes wrong at Meta, and how the page then says that it stands. */
interface Trouble {
  title: string
  failure: Failing
  stands: string
  /** null: there is nothing to be done */
  to_do: RegExp | null
  answer: string
  last_failure: RegExp | null
  /** so many times it is tried until then */
  hits: number
}
const TROUBLES: Trouble[] = [
  {
    title: 'revokes the token',
    failure: { token_revoked: true, on: 'events', access_token: TOKEN },
    stands: 'Stopped until its token or its address is mended',
    to_do: / is stopped$/,
    answer: 'HTTP 401',
    last_failure: null,
    hits: 1,
  },
  {
    title: 'cannot be reached',
    failure: { reset: true },
    stands: 'Not answering; tried again by itself',
    to_do: / does not answer$/,
    answer: 'No answer',
    last_failure: /./,
    hits: 3,
  },
  {
    title: 'fails',
    failure: { html: true, status: 502 },
    stands: 'Not answering; tried again by itself',
    to_do: / does not answer$/,
    answer: 'HTTP 502',
    last_failure: /502/,
    hits: 3,
  },
  {
    title: 'limits the rate',
    failure: { status: 429, retry_after_s: 600 },
    stands: 'Sending',
    to_do: null,
    answer: 'HTTP 429',
    last_failure: /./,
    hits: 1,
  },
]

describe('a destination that', () => {
  const EVENTS = 3
  let shops: (Shop & { failure_id: number })[]
  beforeAll(async () => {
    // Beside one another: what is tried again takes its time.
    shops = await Promise.all(
      TROUBLES.map(async ({ title, failure, hits }, at) => {
        const shop = await newShop(scene)
        const failure_id = await scene.emulator.fail({ ...failure, dataset_id: shop.target })
        await sendPurchases(scene, shop, `trouble-${at}`, EVENTS)
        await eventually(title, async () =>
          (await scene.emulator.hits(failure_id)) >= hits ? true : undefined,
        )
        return { ...shop, failure_id }
      }),
    )
  }, 40_000)

  TROUBLES.forEach(({ title, stands, to_do, answer, last_failure }, at) => {
    test(`${title} is seen to, and in what words`, async () => {
      const shop = shops[at] as (typeof shops)[number]
      const { page, errors } = await opened(shop, 'delivery')
      await page.getByText(`0 of ${EVENTS} events`).waitFor()
      await page.getByText(stands, { exact: true }).waitFor({ timeout: 20_000 })
      if (to_do !== null) await page.getByText(to_do).first().waitFor()
      await page.getByRole('table', { name: 'Answers' }).getByRole('cell', { name: answer }).waitFor()
      const failed = page.getByText('Last failure').locator('xpath=ancestor::dl/div').last()
      if (last_failure !== null) expect(await failed.innerText()).toMatch(last_failure)
      expect(await page.getByText('Last failure').count()).toBe(last_failure === null ? 0 : 1)
      expect(await page.content()).not.toContain(TOKEN)
      expect(await violations(page)).toEqual([])
      expect(errors).toEqual([])
    }, 40_000)
  })

  test('cannot be reached, and then can, gets all of it, which the page says by itself', async () => {
    const at = TROUBLES.findIndex(({ failure }) => failure.reset)
    const shop = shops[at] as (typeof shops)[number]
    const { page, errors } = await opened(shop, 'delivery')
    await page.getByText(`0 of ${EVENTS} events`).waitFor()
    await scene.emulator.mend(shop.failure_id)
    await page.getByText(`${EVENTS} of ${EVENTS} events`).waitFor({ timeout: 40_000 })
    await page.getByText('Sending', { exact: true }).waitFor()
    expect(errors).toEqual([])
  }, 60_000)
})

test('a destination that is far behind is said to be: by no more than its lag, which cannot be made here', async () => {
  const shop = await newShop(scene)
  await sendPurchases(scene, shop, 'behind', 2)
  await taken(scene, shop, 2)
  const { page, errors } = await opened(shop, 'diagnostics')
  await page.route('**/api/**/delivery', async (route) => {
    const answer = await route.fetch()
    const json = (await answer.json()) as { data: { lag_ms: number }[] }
    for (const one of json.data) one.lag_ms = 3_600_000
    await route.fulfill({ json })
  })
  await page.goto(`${scene.server.url}/d/${shop.id}/delivery`)
  await page.getByText(/ is 1 h.* behind$/).waitFor()
  await page.getByText('Behind', { exact: true }).waitFor()
  expect(errors).toEqual([])
}, 40_000)
