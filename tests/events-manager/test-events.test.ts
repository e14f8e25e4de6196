import { expect, onTestFinished, test } from 'vitest'
import { aWorld, newShop, type WithPixel } from '../browser/world.js'
import { violations } from './axe.js'
import { openAs } from './opened.js'
import { peopleOf } from './people.js'

const world = aWorld()
const person = peopleOf(() => world().server)
/** From the call on a page of the shop to its row, with a verdict, on the screen. */
const SEEN_WITHIN_MS = 1_000

/** A page of an administrator; its errors, and what its policy refuses, fail the test. */
async function openedBy(path: string) {
  const { page, errors } = await openAs(world().browser, await person('administrator'), path)
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
