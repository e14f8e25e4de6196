import { expect, test } from 'vitest'
import { aWorld } from '../browser/world.js'
import { createDataset } from '../process/client.js'
import { violations } from './axe.js'
import { openAs } from './opened.js'
import { peopleOf, type Role } from './people.js'

const world = aWorld()
const person = peopleOf(() => world().server)
const SECTIONS = [
  'general',
  'key-events',
  'rules',
  'pixel',
  'traffic',
  'privacy',
  'tokens',
  'delivery',
  'orders',
  'alerts',
]

/** A new dataset's settings as somebody of this role sees them; errors are gathered. */
async function opened(section: string, role: Role = 'administrator') {
  const { browser, commands } = world()
  const dataset = await createDataset(commands)
  const someone = await person(role)
  const address = (of: string) => `/d/${dataset.id}/settings/${of}`
  const { page, errors } = await openAs(browser, someone, address(section))
  const drawn = () => page.locator('section').first().waitFor()
  await drawn()
  const go = async (to: string) => {
    await page.goto(`${someone.url}${address(to)}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await drawn()
  }
  const read = async (path: string) => (await someone.ask('GET', `/api${path}`)).json as never
  const settings = async () =>
    ((await read(`/datasets/${dataset.id}`)) as { settings: { [name: string]: unknown } }).settings
  return { page, errors, go, read, settings, dataset }
}

test('every setting of the API’s document has its place, and axe finds nothing in any', async () => {
  const { page, errors, go, read } = await opened('general')
  const document = (await read('/openapi.json')) as {
    components: { schemas: { Dataset: { properties: { settings: { properties: object } } } } }
  }
  const known = Object.keys(document.components.schemas.Dataset.properties.settings.properties)
  const shown: string[] = []
  for (const section of SECTIONS) {
    await go(section)
    const names = await page
      .locator('[data-setting]')
      .evaluateAll((found) => found.map((element) => element.getAttribute('data-setting') ?? ''))
    shown.push(...names)
    expect(await violations(page)).toEqual([])
  }
  expect(shown.toSorted()).toEqual([...known, 'name', 'domain', 'ad_account_id'].toSorted())
  expect(errors).toEqual([])
}, 40_000)

test('what is wrong is said at its field; what is saved can be taken back', async () => {
  const { page, settings } = await opened('general')
  const merge = page.getByLabel('Merge window')
  await merge.fill('61')
  await page.getByText('1 change is not saved.').waitFor()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('give a number from 0 to 60').waitFor()
  expect(await merge.getAttribute('aria-invalid')).toBe('true')
  expect((await settings()).merge_window_minutes).toBe(10)

  await merge.fill('20')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('Merge window saved.').waitFor()
  expect((await settings()).merge_window_minutes).toBe(20)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Taken back.').waitFor()
  expect((await settings()).merge_window_minutes).toBe(10)
}, 20_000)

test('changes that are not saved are not left behind unasked', async () => {
  const { page } = await opened('traffic')
  await page.getByLabel('Block bots').click()
  await page.getByRole('link', { name: 'Privacy', exact: true }).click()
  await page.getByRole('button', { name: 'Stay here' }).click()
  expect(new URL(page.url()).pathname).toMatch(/traffic$/)
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('link', { name: 'Privacy', exact: true }).click()
  await page.waitForURL('**/settings/privacy')
}, 20_000)

test('a token is made, shown once, and revoked', async () => {
  const { page, read, dataset } = await opened('tokens')
  await page.getByRole('button', { name: 'New token' }).click()
  await page.getByLabel('What is it for?').fill('Shop server')
  await page.getByRole('button', { name: 'Create token' }).click()
  const token = await page.getByLabel('Access token', { exact: true }).innerText()
  expect(token).toMatch(/^cs_/)
  await page.getByRole('button', { name: 'Close' }).click()
  expect(await page.content()).not.toContain(token.trim())

  await page.getByRole('button', { name: 'Revoke Shop server' }).click()
  await page.getByRole('button', { name: 'Revoke', exact: true }).last().click()
  await page.getByText('Shop server is revoked.').waitFor()
  const { data } = (await read(`/datasets/${dataset.id}/tokens`)) as {
    data: { label: string; revoked_at_ms: number | null }[]
  }
  expect(data.find(({ label }) => label === 'Shop server')?.revoked_at_ms).toBeGreaterThan(0)
}, 20_000)

test('an analyst sees settings and changes none', async () => {
  const { page } = await opened('general', 'analyst')
  await page.getByText('Only administrators change settings.').waitFor()
  expect(await page.getByLabel('Merge window').isDisabled()).toBe(true)
  expect(await page.getByRole('button', { name: /Delete|Archive|Save/ }).count()).toBe(0)
}, 20_000)
