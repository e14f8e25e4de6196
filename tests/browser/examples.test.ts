import { readFileSync } from 'node:fs'
import type { BrowserContext, Page, Route } from 'playwright-core'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, onTestFinished, test } from 'vitest'
import { POST } from '../../examples/nextjs/app/api/orders/route.js'
import Layout from '../../examples/nextjs/app/layout.js'
import ProductPage from '../../examples/nextjs/app/page.js'
import { bundleExample, EXAMPLES, type Reporting } from './example-bundle.js'
import { aWorld, newShop } from './world.js'

const world = aWorld()

/** A shop whose pages are an example's, in a browser of its own. */
async function openExample(
  start: (context: BrowserContext, address: string, to: Reporting) => Promise<Page>,
) {
  const shop = await newShop(world())
  const { context } = await shop.visitor()
  const to = { host: `http://t.shop.example:${world().server.port}`, dataset_id: shop.dataset_id }
  return { shop, to, page: await start(context, shop.page('/'), to) }
}

const html = (body: string) => ({ contentType: 'text/html; charset=utf-8', body })

for (const [folder, entry] of [
  ['react', 'main.tsx'],
  ['vue', 'main.ts'],
] as const)
  test(`the ${folder} example: each view is one PageView, whatever development runs twice`, async () => {
    const { shop, page } = await openExample(async (context, address, to) => {
      const bundle = await bundleExample(folder, `import './src/${entry}'`, to)
      await context.route(`${address}**`, (route) => {
        const isScript = route.request().url().endsWith(`/src/${entry}`)
        if (isScript) return route.fulfill({ contentType: 'text/javascript', body: bundle })
        return route.fulfill(html(readFileSync(`${EXAMPLES}${folder}/index.html`, 'utf8')))
      })
      const page = await context.newPage()
      await page.goto(address)
      return page
    })
    await page.click('#add')
    await page.click('#buy')
    await page.getByText('Thank you').waitFor()
    await page.waitForFunction('fbq.callMethod')
    await shop.counted({ PageView: 2, AddToCart: 1, Purchase: 1 }, page)
    const [purchase] = (await shop.events()).filter(({ event_name }) => event_name === 'Purchase')
    expect(purchase).toMatchObject({ custom_data: { value: 19.5, currency: 'EUR' } })
    expect(purchase?.event_id).toBe(purchase?.custom_data.order_id)
  })

test('the Next.js example: rendered on the server, one Purchase from browser and server', async () => {
  const { shop, page } = await openExample(async (context, address, to) => {
    const { access_token } = await shopToken(to.dataset_id)
    setEnvironment({ ...to, access_token })
    const app = createElement(Layout, null, createElement(ProductPage))
    await context.route(`${address}**`, (route) =>
      route.request().method() === 'POST'
        ? answer(route)
        : route.fulfill(html(`<!doctype html>${renderToString(app)}`)),
    )
    const page = await context.newPage()
    await page.goto(address)
    await page.addScriptTag({ content: await bundleExample('nextjs', HYDRATE, to) })
    return page
  })
  await page.waitForFunction('window.fbq && fbq.callMethod')
  await page.click('#buy')
  await page.getByText('Thank you').waitFor()
  await shop.counted({ PageView: 1, Purchase: 1 }, page)
  const [purchase] = (await shop.events()).filter(({ event_name }) => event_name === 'Purchase')
  expect(purchase).toMatchObject({
    channels: ['browser', 'server'],
    event_id: expect.stringMatching(/^order-/),
  })
})

/** What Next.js does in the browser with what it rendered on the server. */
const HYDRATE = `
  import { createElement } from 'react'
  import { hydrateRoot } from 'react-dom/client'
  import Layout from './app/layout'
  import Page from './app/page'
  hydrateRoot(document, createElement(Layout, null, createElement(Page)))`

const shopToken = (dataset_id: string) =>
  world().commands.json<{ access_token: string }>('token', 'create', '--dataset', dataset_id)

function setEnvironment({ dataset_id, access_token }: Reporting & { access_token: string }): void {
  const before = { ...process.env }
  onTestFinished(() => {
    process.env = before
  })
  // The shop's own server knows the address by which it reaches ours.
  Object.assign(process.env, {
    NEXT_PUBLIC_COUNTERSIGN_HOST: world().server.url,
    NEXT_PUBLIC_COUNTERSIGN_DATASET_ID: dataset_id,
    COUNTERSIGN_ACCESS_TOKEN: access_token,
  })
}

/** The browser's request as Next.js hands it to the route, and the route's answer. */
async function answer(route: Route): Promise<void> {
  const asked = route.request()
  const response = await POST(
    new Request(asked.url(), {
      method: asked.method(),
      headers: await asked.allHeaders(),
      body: asked.postData(),
    }),
  )
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  })
}
