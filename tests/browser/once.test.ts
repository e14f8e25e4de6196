import { expect, test } from 'vitest'
import { aWorld, newShop } from './world.js'

const world = aWorld()
const thanks = (by: string) => `/thanks.html?order=order-77&value=19.5&by=${by}`

for (const by of ['event_id', 'order_id']) {
  test(`by ${by}: a thank-you page that is loaded again sends its Purchase once`, async () => {
    const shop = await newShop(world())
    const page = await (await shop.visitor()).open(thanks(by))
    await page.reload()
    await page.reload()
    await shop.counted({ PageView: 3, Purchase: 1 }, page)
    expect((await shop.stats()).by_event.Purchase?.received.browser).toBe(1)
  })

  test(`by ${by}: coming back to it by the browser's button sends nothing again`, async () => {
    const shop = await newShop(world())
    const page = await (await shop.visitor()).open(thanks(by))
    await page.waitForFunction('fbq.callMethod')
    await page.click('#home')
    await page.waitForURL(/product/)
    await page.goBack()
    await shop.counted({ PageView: 3, Purchase: 1, ViewContent: 1 }, page)
    expect((await shop.stats()).by_event.Purchase?.received.browser).toBe(1)
  })

  test(`by ${by}: a second tab sends nothing again`, async () => {
    const shop = await newShop(world())
    const visitor = await shop.visitor()
    const first = await visitor.open(thanks(by))
    await shop.counted({ PageView: 1, Purchase: 1 }, first)
    const second = await visitor.open(thanks(by))
    await shop.counted({ PageView: 2, Purchase: 1 }, second)
    expect((await shop.stats()).by_event.Purchase?.received.browser).toBe(1)
  })

  test(`by ${by}: another visitor's is another one's to send, and the server's to judge`, async () => {
    const shop = await newShop(world())
    await (await shop.visitor()).open(thanks(by))
    await shop.counted({ PageView: 1, Purchase: 1 })
    const page = await (await shop.visitor()).open(thanks(by))
    await shop.counted({ PageView: 2, Purchase: by === 'event_id' ? 1 : 2 }, page)
    expect((await shop.stats()).by_event.Purchase?.received.browser).toBe(2)
  })
}

test('two tabs that open the thank-you page at the same moment count one Purchase', async () => {
  const shop = await newShop(world())
  const visitor = await shop.visitor()
  const [page] = await Promise.all([visitor.open(thanks('event_id')), visitor.open(thanks('event_id'))])
  await shop.counted({ PageView: 2, Purchase: 1 }, page)
})

test('neither event id nor order: what is loaded again is counted again, as by Meta’s library', async () => {
  const shop = await newShop(world())
  const page = await (await shop.visitor()).open(thanks('nothing'))
  await shop.counted({ PageView: 1, Purchase: 1 }, page)
  await page.reload()
  await shop.counted({ PageView: 2, Purchase: 2 }, page)
})

test('another order is another Purchase', async () => {
  const shop = await newShop(world())
  const visitor = await shop.visitor()
  await visitor.open(thanks('order_id'))
  const page = await visitor.open(thanks('order_id').replace('77', '78'))
  await shop.counted({ PageView: 2, Purchase: 2 }, page)
})

test('switched off, each load sends it, and the server counts the event id once', async () => {
  const shop = await newShop(world(), { pixel_once: 'false' })
  const page = await (await shop.visitor()).open(thanks('event_id'))
  await shop.counted({ PageView: 1, Purchase: 1 }, page)
  await page.reload()
  await shop.counted({ PageView: 2, Purchase: 1 }, page)
  expect((await shop.stats()).by_event.Purchase?.received.browser).toBe(2)
})

test('a double click on the order button is one order and one Purchase', async () => {
  const shop = await newShop(world())
  const page = await (await shop.visitor()).open('/product.html')
  await page.click('#add')
  await page.goto(shop.page('/checkout.html'))
  await page.dblclick('#buy')
  await page.waitForURL(/thanks/)
  await shop.counted({ PageView: 3, ViewContent: 1, AddToCart: 1, InitiateCheckout: 1, Purchase: 1 }, page)
  expect(shop.server.orders()).toBe(1)
})

test('a double click on the cart button is two mugs, and two events', async () => {
  const shop = await newShop(world())
  const page = await (await shop.visitor()).open('/product.html')
  await page.dblclick('#add')
  await shop.counted({ PageView: 1, ViewContent: 1, AddToCart: 2 }, page)
})
