import { test } from 'vitest'
import { commands, fields, tagPage } from '../../packages/integrations/gtm/tag.fixture.js'
import { serveExample } from './example-server.js'
import { aWorld, newShop } from './world.js'

const world = aWorld()

/** Puts in what the tag leaves on a page: a stub whose queue holds lists, and in the end the library. */
const asTagManager = (queue: unknown, src: string): string => `
  window.fbq = window._fbq = function () {
    if (fbq.callMethod) fbq.callMethod.apply(null, Array.from(arguments))
    else fbq.queue.push(Array.from(arguments))
  }
  Object.assign(fbq, { push: fbq, loaded: true, version: '2.0', queue: ${JSON.stringify(queue)} })
  document.head.append(Object.assign(document.createElement('script'), { src: ${JSON.stringify(src)} }))`

test('what the tag template leaves on a page, the library takes up: each event counts', async () => {
  const shop = await newShop(world())
  const host = `http://t.shop.example:${world().server.port}`
  const tags = tagPage()
  const given = { datasetIds: shop.dataset_id, loadLibrary: false }
  tags.fire(fields(given))
  tags.pushed.push({
    event: 'purchase',
    ecommerce: {
      transaction_id: 'T_1',
      currency: 'EUR',
      value: 19.5,
      items: [{ item_id: 'lamp', price: 19.5 }],
    },
  })
  tags.fire(fields({ ...given, eventSource: 'dataLayer', eventId: 'order-1' }))
  tags.fire(fields({ ...given, eventSource: 'custom', customEvent: 'Quiz' }))

  const { context } = await shop.visitor()
  const page = await context.newPage()
  const empty = { headers: { 'content-type': 'text/html' } }
  await page.goto(await serveExample(async () => new Response('<!doctype html><title>A shop</title>', empty)))
  await page.evaluate(asTagManager(commands(tags), `${host}/en_US/fbevents.js?id=${shop.dataset_id}`))
  await page.waitForFunction('fbq.callMethod')
  await shop.counted({ PageView: 1, Purchase: 1, Quiz: 1 }, page)
})
