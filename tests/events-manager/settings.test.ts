import { expect, test } from 'vitest'
import { aWorld } from '../browser/world.js'
import { createDataset } from '../process/client.js'
import { violations } from './axe.js'
import { heldBack, openAs } from './opened.js'
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
  /** As a browser reports it. */
  const report = async (beacon: { [name: string]: string }) => {
    const query = new URLSearchParams({ id: dataset.id, ...beacon })
    expect((await fetch(`${someone.url}/tr?${query}`)).status).toBe(200)
  }
  /** Changes settings beside the page. */
  const change = async (settings: object) =>
    expect((await someone.ask('PATCH', `/api/datasets/${dataset.id}`, { settings })).status).toBe(200)
  return { page, errors, go, read, settings, change, dataset, report }
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

test('what is typed while changes are being saved is not lost', async () => {
  const { page, settings } = await opened('general')
  const go_on = await heldBack(page, 'PATCH')
  await page.getByLabel('Merge window').fill('20')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByLabel('Deduplication window').fill('24')
  go_on()
  await page.getByText('Merge window saved.').waitFor()
  await page.getByText('1 change is not saved.').waitFor()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('Deduplication window saved.').waitFor()
  expect(await settings()).toMatchObject({ merge_window_minutes: 20, deduplication_window_hours: 24 })
}, 20_000)

test('rules that are deleted faster than the server answers are all deleted', async () => {
  const { page, go, settings, change } = await opened('rules')
  const rule = (event_name: string) => ({ event_name, on: 'page', url: `/${event_name}`, match: 'contains' })
  await change({ pixel_event_rules: ['Lead', 'Contact', 'Search'].map(rule) })
  await go('rules')
  const go_on = await heldBack(page, 'PATCH')
  await page.getByRole('button', { name: /^Delete.*Lead/ }).click()
  await page.getByRole('button', { name: /^Delete.*Contact/ }).click()
  go_on()
  await page.getByRole('button', { name: /^Delete.*Contact/ }).waitFor({ state: 'detached' })
  expect((await settings()).pixel_event_rules).toEqual([rule('Search')])
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

test('an event rule shows what it would have matched while it is typed, and is made of what was seen', async () => {
  const { page, errors, report, settings } = await opened('rules')
  await report({ ev: 'PageView', dl: 'https://shop.example/thanks?order=1' })
  for (const product of [101, 102])
    await report({ ev: 'PageView', dl: `https://shop.example/product/${product}` })
  await report({ ev: 'SubscribedButtonClick', dl: 'https://shop.example/', 'cd[buttonText]': 'Send now' })
  await page.getByRole('button', { name: 'Add event rule' }).click()
  await page.getByText('Shown as soon as the rule says what it looks for.').waitFor()
  await page.getByLabel('Text of the button').fill('back')
  await page.getByText('It would have made 0 events of the 1 clicks on buttons').waitFor()
  await page.getByText('The pixel does not report clicks now').waitFor()
  await page.getByRole('button', { name: 'Pick a text that was seen' }).click()
  await page.getByRole('button', { name: 'contains Send now' }).click()
  await page.getByText('It would have made 1 event of the 1 clicks on buttons').waitFor()
  await page.getByRole('radio', { name: 'A page is opened' }).click()
  await page.getByRole('button', { name: 'Pick an address that was seen' }).click()
  await page.getByText('2 addresses · 2').waitFor()
  await page.getByRole('button', { name: 'contains /product/' }).click()
  await page.getByText('It would have made 2 events of the 3 page views').waitFor()
  await page.getByLabel('Address of the page').fill('')
  await page.getByRole('button', { name: 'contains /thanks' }).click()
  await page.getByText('It would have made 1 event of the 3 page views').waitFor()
  await page.getByRole('region', { name: 'What it would have matched' }).getByText('order=1').waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByLabel('Event name').fill('Lead')
  await page.getByRole('button', { name: 'Save rule' }).click()
  await page.getByText('Event rule saved.').waitFor()
  expect((await settings()).pixel_event_rules).toEqual([
    { event_name: 'Lead', on: 'page', url: '/thanks', match: 'contains' },
  ])
  expect(errors).toEqual([])
}, 20_000)

test('a rule is changed in its place, deleted, and put back', async () => {
  const { page, errors, settings } = await opened('rules')
  const names = async () =>
    ((await settings()).custom_conversions as { rule: { event_name: string } }[]).map(
      ({ rule }) => rule.event_name,
    )
  const said = (text: string) => page.getByText(text).waitFor()
  for (const name of ['First', 'Second']) {
    await page.getByRole('button', { name: 'Add custom conversion' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Event name').fill(`${name}Made`)
    await page.getByRole('button', { name: 'Save rule' }).click()
    await page.getByRole('button', { name: `Edit ${name}` }).waitFor()
  }
  await page.getByRole('button', { name: 'Edit First' }).click()
  await page.getByLabel('Event name').fill('FirstChanged')
  await page.getByRole('button', { name: 'Save rule' }).click()
  await page.getByText('FirstChanged', { exact: true }).waitFor()
  expect(await names()).toEqual(['FirstChanged', 'SecondMade'])
  await page.getByRole('button', { name: 'Delete First' }).click()
  await said('Custom conversion deleted.')
  expect(await names()).toEqual(['SecondMade'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await said('Taken back.')
  expect(await names()).toEqual(['FirstChanged', 'SecondMade'])
  expect(errors).toEqual([])
}, 20_000)

test('a drawer with something typed in it asks before it closes, and before going back', async () => {
  const { page } = await opened('alerts')
  const drawer = page.getByRole('dialog', { name: 'New alert channel' })
  const asks = page.getByRole('dialog', { name: 'Changes are not saved' })
  await page.getByRole('button', { name: 'Add channel' }).click()
  await drawer.waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'hidden' })

  await page.getByRole('button', { name: 'Add channel' }).click()
  // On a slow machine Esc comes before what was typed is drawn.
  const slowed = await page.context().newCDPSession(page)
  await slowed.send('Emulation.setCPUThrottlingRate', { rate: 20 })
  await drawer.getByLabel('Address').fill('https://ops.example/hook')
  await page.keyboard.press('Escape')
  await slowed.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await asks.getByRole('button', { name: 'Stay here' }).click()
  await asks.waitFor({ state: 'hidden' })
  expect(await drawer.getByLabel('Address').inputValue()).toBe('https://ops.example/hook')
  await page.goBack()
  await asks.waitFor()
  await page.keyboard.press('Escape')
  await asks.waitFor({ state: 'hidden' })
  expect(await drawer.isVisible()).toBe(true)
  await drawer.getByRole('button', { name: 'Close' }).click()
  await asks.getByRole('button', { name: 'Leave without saving' }).click()
  await drawer.waitFor({ state: 'hidden' })
}, 20_000)

test('a channel without a secret is deleted at once, and can be put back', async () => {
  const { page, read, dataset } = await opened('alerts')
  const add = async (fill: () => Promise<void>) => {
    await page.getByRole('button', { name: 'Add channel' }).first().click()
    await fill()
    await page.getByRole('dialog').getByRole('button', { name: 'Add channel' }).click()
    await page.getByText('Channel saved.').waitFor()
  }
  await add(async () => {
    await page.getByRole('radio', { name: 'Mail' }).click()
    await page.getByLabel('Mail server').fill('smtp.shop.example')
    await page.getByLabel('Sender').fill('a@shop.example')
    await page.getByRole('combobox', { name: 'Recipients' }).fill('b@shop.example')
    await page.keyboard.press('Enter')
  })
  const listed = async () =>
    ((await read(`/datasets/${dataset.id}/alerts`)) as { data: { [name: string]: unknown }[] }).data
  const [before] = await listed()
  await page.getByRole('button', { name: /^Delete/ }).click()
  await page.getByText('The channel is deleted.').waitFor()
  expect(await listed()).toEqual([])
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('heading', { name: /Mail/ }).waitFor()
  const [{ target, severities, digest_seconds } = {}] = await listed()
  expect({ target, severities, digest_seconds }).toEqual({
    target: before?.target,
    severities: before?.severities,
    digest_seconds: before?.digest_seconds,
  })
}, 20_000)

test('the webhook of orders: a secret is made, a refusal is told, and the secret removed', async () => {
  const { page, errors, go, dataset } = await opened('orders')
  await page.getByText('There is no secret').waitFor()
  await page.getByRole('button', { name: 'Make a secret' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Make a secret' }).click()
  await page.getByRole('dialog', { name: 'Webhook secret, shown this once' }).waitFor()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByText('The shop signs its orders with a secret.').waitFor()
  const signed = { 'x-countersign-signature': 't=1,v1=00' }
  const sent = await fetch(`${world().server.url}/webhooks/orders/${dataset.id}`, {
    method: 'POST',
    headers: signed,
    body: '{}',
  })
  expect(sent.status).toBe(401)
  await go('orders')
  await page.getByText('Signature not valid.').waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Remove secret' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove secret' }).click()
  await page.getByText('There is no secret').waitFor()
  expect(errors).toEqual([])
}, 20_000)

test('an analyst sees settings and changes none', async () => {
  const { page } = await opened('general', 'analyst')
  await page.getByText('Only administrators change settings.').waitFor()
  expect(await page.getByLabel('Merge window').isDisabled()).toBe(true)
  expect(await page.getByRole('button', { name: /Delete|Archive|Save/ }).count()).toBe(0)
}, 20_000)
