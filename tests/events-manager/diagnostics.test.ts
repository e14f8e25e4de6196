import { expect, test } from 'vitest'
import { aWorld } from '../browser/world.js'
import { createDataset, type DatasetAccess, sendBeacon } from '../process/client.js'
import { eventually } from '../process/server-process.js'
import { violations } from './axe.js'
import { heldBack, openAs } from './opened.js'
import { peopleOf, type Role } from './people.js'

const world = aWorld({ COUNTERSIGN_SIGNALS: '2' })
const person = peopleOf(() => world().server)
const HOSTILE = '<img src=x onerror=alert(1)>\u202egnp.exe'

/** A dataset's page, of a person of that role. */
const opened = async (shop: DatasetAccess, path: string, role: Role = 'administrator') =>
  openAs(world().browser, await person(role), `/d/${shop.id}/${path}`)

/** Purchases whose currency is a sign, all at once. Each report has an id of its own. */
const sendSigns = (shop: DatasetAccess, from: number, event_name = 'Purchase') =>
  Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      sendBeacon(world().server.url, shop.id, {
        ...{ ev: event_name, eid: `order-${from + at}`, dl: 'https://shop.example/thanks' },
        ...{ 'cd[value]': '9.5', 'cd[currency]': '$', fbp: `fb.1.1763900000000.${from + at}` },
      }),
    ),
  )

/** Waits until a judgement has numbered the issue. */
const evaluated = (shop: DatasetAccess, wanted: (issue: { state: string; returned: number }) => boolean) =>
  eventually('the issue', async () => {
    const { ask } = await person('administrator')
    const { json } = await ask<{
      diagnoses: { code: string; issue: { id: number | null; state: string; returned: number } }[]
    }>('GET', `/api/datasets/${shop.id}/diagnostics`)
    const found = json.diagnoses.find(({ code }) => code === 'invalid_currency')
    return found && found.issue.id !== null && wanted(found.issue) ? found : undefined
  })

test('an issue: found, opened, resolved, undone, resolved again, and back when it is seen again', async () => {
  const shop = await createDataset(world().commands, '--domain', 'shop.example')
  await sendSigns(shop, 0)
  await evaluated(shop, ({ state }) => state === 'active')
  const { page, errors } = await opened(shop, 'diagnostics')
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Currency code not valid' }).press('Enter')
  await page.getByRole('heading', { name: 'Currency code not valid' }).waitFor()
  await page.getByText('8 of 8').first().waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByLabel('How you send events').selectOption('shopify')
  expect(new URL(page.url()).searchParams.get('setup')).toBe('shopify')

  await page.getByRole('button', { name: 'Mark as resolved' }).click()
  await page.getByRole('button', { name: 'Reopen' }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Mark as resolved' }).click()
  await page.getByRole('button', { name: 'Reopen' }).waitFor()

  await sendSigns(shop, 100)
  await evaluated(shop, ({ returned }) => returned === 1)
  await page.reload()
  await page.getByText('Came back once after it was resolved', { exact: false }).first().waitFor()
  const history = page.getByRole('list', { name: 'History' }).getByRole('listitem')
  const told = (await history.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))
  // A judgement may fall among the reports: it tells of those that had come.
  const whats = [/^Opened as an issue (\d) of \1/, /^Marked as resolved by/, /^Restored by/]
  for (const what of [...whats, /^Marked as resolved by/, /^Came back (\d+) of \1/]) {
    const at = told.findIndex((text) => what.test(text))
    expect([what, told, at >= 0]).toEqual([what, told, true])
    told.splice(at, 1)
  }
  expect(errors).toEqual([])
})

test('what came in an event is text; who may not mark is told why', async () => {
  const shop = await createDataset(world().commands, '--domain', 'shop.example')
  await sendSigns(shop, 0, HOSTILE)
  await evaluated(shop, ({ state }) => state === 'active')
  const { page, errors } = await opened(shop, 'diagnostics', 'analyst')
  await page.getByText('<img src=x', { exact: false }).first().waitFor()
  await page.getByRole('link', { name: 'Currency code not valid' }).click()
  const resolve = page.getByRole('button', { name: 'Mark as resolved' })
  expect(await resolve.getAttribute('aria-disabled')).toBe('true')
  expect(await resolve.getAttribute('aria-description')).toBe('Administrators may resolve and ignore issues.')
  expect(errors).toEqual([])
})

test('a guided check leads from the question to the cause and its issues', async () => {
  const shop = await createDataset(world().commands, '--domain', 'shop.example')
  await sendSigns(shop, 0)
  await evaluated(shop, ({ state }) => state === 'active')
  const { page, errors } = await opened(shop, 'diagnostics')
  await page.getByRole('link', { name: 'ROAS is blank or wrong' }).click()
  await page.getByRole('heading', { name: 'Next step' }).waitFor()
  await page.getByText('Cause', { exact: true }).first().waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'See the issues behind it' }).first().click()
  await page.getByRole('link', { name: 'Currency code not valid' }).waitFor()
  expect(errors).toEqual([])
})

test('priorities by the keyboard: ranked, advised, saved; what is not saved asks before it is left', async () => {
  const shop = await createDataset(world().commands, '--domain', 'shop.example')
  const { page, errors } = await opened(shop, 'priorities')
  await page.getByRole('button', { name: 'Add priorities of a domain' }).press('Enter')
  for (const name of ['AddToCart', 'Purchase']) {
    await page.getByRole('combobox', { name: 'Event to add to shop.example' }).fill(name)
    await page.getByRole('button', { name: 'Add event' }).click()
  }
  await page.getByText('Purchase comes after AddToCart in your funnel', { exact: false }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: /^Purchase, priority 2 of 2/ }).press('Alt+ArrowUp')
  const handle = page.getByRole('button', { name: /^Purchase, priority 1 of 2/ })
  await handle.waitFor()
  expect(await handle.evaluate((element) => element === document.activeElement)).toBe(true)

  // What is not saved is in the address: somebody else sees it, and where it came from still asks.
  await page.waitForURL(/draft=shop\.example%3APurchase%2CAddToCart/)
  const { page: other } = await opened(shop, `priorities${new URL(page.url()).search}`)
  await other.getByRole('button', { name: /^Purchase, priority 1 of 2/ }).waitFor()
  await other.getByRole('region', { name: 'Unsaved changes' }).waitFor()
  await other.getByRole('link', { name: 'Diagnostics' }).first().click()
  await other.getByRole('button', { name: 'Leave' }).click()
  await other.getByRole('heading', { level: 1, name: 'Diagnostics' }).waitFor()
  expect(new URL(other.url()).search).toBe('')

  await page.getByRole('link', { name: 'Diagnostics' }).first().click()
  await page.getByRole('button', { name: 'Stay' }).click()
  await page.getByRole('button', { name: 'Save priorities' }).click()
  await page.getByText('Saved. In force from', { exact: false }).waitFor()
  await page.waitForURL((url) => !url.searchParams.has('draft'))
  const administrator = await person('administrator')
  const { json } = await administrator.ask<{ order: { domains: { slots: { event_name: string }[] }[] } }>(
    'GET',
    `/api/datasets/${shop.id}/aem`,
  )
  expect(json.order.domains[0]?.slots.map(({ event_name }) => event_name)).toEqual(['Purchase', 'AddToCart'])
  expect(errors).toEqual([])
})

test('priorities that are changed while they are being saved are the next draft', async () => {
  const shop = await createDataset(world().commands, '--domain', 'shop.example')
  const { page, errors } = await opened(shop, 'priorities')
  const add = async (name: string) => {
    await page.getByRole('combobox', { name: 'Event to add to shop.example' }).fill(name)
    await page.getByRole('button', { name: 'Add event' }).click()
  }
  await page.getByRole('button', { name: 'Add priorities of a domain' }).click()
  await add('Purchase')
  const go_on = await heldBack(page, 'PUT')
  await page.getByRole('button', { name: 'Save priorities' }).click()
  await add('Lead')
  go_on()
  await page.getByText('Saved. In force from', { exact: false }).waitFor()
  await page.getByRole('button', { name: /^Lead, priority 2 of 2/ }).waitFor()
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor()
  expect(new URL(page.url()).searchParams.get('draft')).toBe('shop.example:Purchase,Lead')
  expect(errors).toEqual([])
})
