import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { aWorld, newShop, type WithPixel } from '../browser/world.js'
import { violations } from './axe.js'
import { openAs } from './opened.js'
import { peopleOf, type Role } from './people.js'

const world = aWorld()
const person = peopleOf(() => world().server)
/** From the call on a page of the shop to its row, with a verdict, on the screen. */
const SEEN_WITHIN_MS = 1_000

/** A page of a person of that role; its errors, and what its policy refuses, fail the test. */
async function openedBy(path: string, role: Role = 'administrator', expected?: RegExp) {
  const { page, errors } = await openAs(world().browser, await person(role), path, expected && { expected })
  onTestFinished(() => expect(errors).toEqual([]))
  return page
}

test('an event of a marked page is a row within a second, with its verdict, and ticks off the journey', async () => {
  const shop = await newShop(world())
  const manager = await openedBy(`/d/${shop.dataset_id}/test-events?code=TEST4711`)
  await manager.getByText('Live', { exact: true }).waitFor()
  const visitor = await shop.visitor()
  const page = await visitor.open('/plain.html?cs_test=TEST4711')
  await manager.getByRole('button', { name: /PageView/ }).waitFor()

  const called_ms = performance.now()
  await page.evaluate(() =>
    (globalThis as unknown as WithPixel).fbq('track', 'AddToCart', { content_ids: ['1'] }),
  )
  const row = manager.getByRole('button', { name: /Browser AddToCart.*Counted/ })
  await row.waitFor()
  expect(performance.now() - called_ms).toBeLessThan(SEEN_WITHIN_MS)

  const step = manager.getByRole('listitem').filter({ hasText: /^AddToCart/ })
  await step.getByText('by browser').waitFor()
  await row.click()
  await manager.getByText('content_ids').waitFor()
  expect(new URL(manager.url()).searchParams.get('row')).toBeTruthy()
  expect(await violations(manager)).toEqual([])
})

test('a server’s request is checked while it is written', async () => {
  const shop = await newShop(world())
  const manager = await openedBy(`/d/${shop.dataset_id}/test-events?code=TEST4712&by=server`)
  await manager.getByText('1 event that the server will take').waitFor()
  const request = manager.getByRole('textbox', { name: 'Request' })
  const text = await request.inputValue()
  await request.fill(text.replace(/"event_time": \d+/, '"event_time": 1500000000'))
  await manager.getByText('data[0].event_time').waitFor()
  await request.fill(text.slice(0, -1))
  await manager.getByText('This is not JSON yet').waitFor()
  expect(await violations(manager)).toEqual([])
})

test('a developer sends a test from the page without a token: the answer, the row, and what is refused', async () => {
  const shop = await newShop(world())
  const manager = await openedBy(
    `/d/${shop.dataset_id}/test-events?code=TEST4713&by=server`,
    'developer',
    /400/,
  )
  await manager.getByText('Live', { exact: true }).waitFor()
  const sent_ms = performance.now()
  await manager.getByRole('button', { name: 'Send', exact: true }).click()
  await manager.getByRole('button', { name: /Server Purchase.*Counted/ }).waitFor()
  expect(performance.now() - sent_ms).toBeLessThan(SEEN_WITHIN_MS)
  await manager.getByText('Answered 200: 1 event received').waitFor()
  expect(await violations(manager)).toEqual([])

  const request = manager.getByRole('textbox', { name: 'Request' })
  const text = await request.inputValue()
  await request.fill(text.replace(/"event_time": \d+/, '"event_time": 1500000000'))
  expect(await manager.getByText('Answered 200', { exact: false }).count()).toBe(0)
  await manager.getByRole('button', { name: 'Send', exact: true }).click()
  await manager.getByText('Answered 400: Event timestamp too old').waitFor()
  await manager.getByRole('button', { name: /Server Purchase.*Rejected/ }).waitFor()

  await request.fill(text.replace('TEST4713', '4713'))
  await manager.getByRole('button', { name: 'Send', exact: true }).click()
  await manager.getByRole('alert').getByText('test_event_code', { exact: false }).waitFor()
  await shop.counted({ Purchase: 1 })
})

test('who may only read is told who may send, and sends nothing', async () => {
  const shop = await newShop(world())
  const manager = await openedBy(`/d/${shop.dataset_id}/test-events?code=TEST4715&by=server`, 'analyst')
  const asked: string[] = []
  manager.on('request', (request) => request.method() === 'POST' && asked.push(request.url()))
  const send = manager.getByRole('button', { name: 'Send', exact: true })
  expect(await send.getAttribute('aria-disabled')).toBe('true')
  await manager.getByText('Administrators and developers may send test events.').waitFor()
  await send.press('Enter')
  await manager.getByText('1 event that the server will take').waitFor()
  expect(asked).toEqual([])
})

test('pause holds, a filter narrows what is shown and saved, and what is copied as curl is taken again', async () => {
  const shop = await newShop(world())
  const manager = await openedBy(`/d/${shop.dataset_id}/test-events?code=TEST4714`)
  await manager.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await manager.getByText('Live', { exact: true }).waitFor()
  const visitor = await shop.visitor()
  const page = await visitor.open('/plain.html?cs_test=TEST4714')
  await manager.getByRole('button', { name: /PageView/ }).waitFor()

  await manager.getByRole('button', { name: 'Pause' }).click()
  await page.evaluate(() =>
    (globalThis as unknown as WithPixel).fbq('track', 'AddToCart', { content_ids: ["it's"] }),
  )
  await manager.getByRole('button', { name: 'Go on, 1 new' }).waitFor()
  const added = manager.getByRole('button', { name: /AddToCart.*Counted/ })
  expect(await added.count()).toBe(0)
  await manager.getByRole('button', { name: 'Go on, 1 new' }).click()
  await added.waitFor()

  await manager.getByRole('textbox', { name: 'Event or event_id' }).fill('addtocart')
  await manager.getByRole('button', { name: /PageView/ }).waitFor({ state: 'detached' })
  const saving = manager.waitForEvent('download')
  await manager.getByRole('button', { name: 'Save as a file' }).click()
  const saved = JSON.parse(readFileSync(await (await saving).path(), 'utf8'))
  expect(saved).toMatchObject({ test_event_code: 'TEST4714', rows: [{ event_name: 'AddToCart' }] })

  await added.click()
  await manager.getByRole('button', { name: 'Copy as curl' }).click()
  const command = await manager.evaluate(() => navigator.clipboard.readText())
  const create = ['token', 'create', '--dataset', shop.dataset_id]
  const { access_token } = await world().commands.json<{ access_token: string }>(...create)
  const env = { ...process.env, COUNTERSIGN_ACCESS_TOKEN: access_token }
  const { stdout } = await promisify(execFile)('sh', ['-c', command], { env })
  expect(JSON.parse(stdout)).toMatchObject({ events_received: 1 })
  await manager.getByRole('button', { name: /Server AddToCart/ }).waitFor()

  await manager.getByRole('button', { name: 'Clear' }).click()
  await manager.getByText('Reports of your test appear here').waitFor()
})

test('what is typed into the middle of a filter stays where it is typed; going back takes it out', async () => {
  const shop = await newShop(world())
  const manager = await openedBy(`/d/${shop.dataset_id}/test-events?code=TEST4716`)
  const filter = manager.getByRole('textbox', { name: 'Event or event_id' })
  await filter.fill('ToCart')
  await manager.waitForURL(/q=ToCart/)
  await filter.press('Home')
  // On a slow machine the address is several letters behind.
  const slowed = await manager.context().newCDPSession(manager)
  await slowed.send('Emulation.setCPUThrottlingRate', { rate: 20 })
  await manager.keyboard.type('Add')
  await slowed.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await manager.waitForURL(/q=AddToCart/)
  expect(await filter.inputValue()).toBe('AddToCart')

  await manager.goto(`${world().server.url}/d/${shop.dataset_id}/test-events?code=TEST4716&q=Lead`)
  expect(await filter.inputValue()).toBe('Lead')
  await manager.goBack()
  await manager.waitForURL(/q=AddToCart/)
  expect(await filter.inputValue()).toBe('AddToCart')
})

test('the check of a way in turns green when an event comes by it', async () => {
  const shop = await newShop(world())
  const manager = await openedBy(`/d/${shop.dataset_id}/add-events/pixel`)
  await manager.getByText('Waiting for a browser event').waitFor()
  await manager.getByText(`${shop.dataset_id}')`).waitFor()
  const visitor = await shop.visitor()
  await visitor.open('/plain.html')
  await manager.getByText('A browser event came in').waitFor()
  expect(await violations(manager)).toEqual([])
})
