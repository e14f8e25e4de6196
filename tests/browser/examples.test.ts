import { readFileSync } from 'node:fs'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, onTestFinished, test } from 'vitest'
import { POST } from '../../examples/nextjs/app/api/orders/route.js'
import Layout from '../../examples/nextjs/app/layout.js'
import ProductPage from '../../examples/nextjs/app/page.js'
import { bundleExample, EXAMPLES } from './example-bundle.js'
import { serveExample } from './example-server.js'
import { aWorld, newShop } from './world.js'

const world = aWorld()

/** A shop's books and a visitor, for pages that are an example's. */
async function aShop() {
  const shop = await newShop(world())
  const { context } = await shop.visitor()
  const to = { host: `http://t.shop.example:${world().server.port}`, dataset_id: shop.dataset_id }
  const open = async (address: string) => {
    const page = await context.newPage()
    await page.goto(address)
    await page.waitForFunction('window.fbq && fbq.callMethod')
    return page
  }
  const purchase = async () => (await shop.events()).find(({ event_name }) => event_name === 'Purchase')
  return { shop, to, open, purchase }
}

const html = (body: string) => new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8' } })
const script = (body: string) => new Response(body, { headers: { 'content-type': 'text/javascript' } })

for (const [folder, entry] of [
  ['react', '/src/main.tsx'],
  ['vue', '/src/main.ts'],
] as const)
  test(`the ${folder} example: each view is one PageView, whatever development runs twice`, async () => {
    const { shop, to, open, purchase } = await aShop()
    const index = readFileSync(`${EXAMPLES}${folder}/index.html`, 'utf8')
    const bundle = await bundleExample(folder, `import '.${entry}'`, to)
    const page = await open(
      await serveExample(async ({ url }) => (url.endsWith(entry) ? script(bundle) : html(index))),
    )
    await page.click('#add')
    await page.click('#buy')
    await page.getByText('Thank you').waitFor()
    await shop.counted({ PageView: 2, AddToCart: 1, Purchase: 1 }, page)
    const bought = await purchase()
    expect(bought).toMatchObject({ custom_data: { value: 19.5, currency: 'EUR' } })
    expect(bought?.event_id).toBe(bought?.custom_data.order_id)
  })

test('with a route of its own, the provider is followed, and the address is not', async () => {
  const { shop, to, open } = await aShop()
  const bundle = await bundleExample('react', ROUTED, to)
  const page = await open(
    await serveExample(async ({ url }) =>
      url.endsWith('/bundle.js')
        ? script(bundle)
        : html('<div id="root"></div><script src="/bundle.js"></script>'),
    ),
  )
  await page.getByText('/thanks').waitFor()
  await shop.counted({ PageView: 3 }, page)
})

/** Three views that a router shows under addresses of its own; the page's address changes with each as well. */
const ROUTED = `
  import { PixelProvider } from '@countersign/pixel/react'
  import { StrictMode, useEffect, useState } from 'react'
  import { createRoot } from 'react-dom/client'
  import { countersign } from './src/countersign.ts'
  function Views() {
    const [route, setRoute] = useState('/')
    useEffect(() => {
      const next = { '/': '/cart', '/cart': '/thanks' }[route]
      const timer = setInterval(() => {
        if (!next || !fbq.callMethod) return
        history.pushState({}, '', next)
        setRoute(next)
      }, 20)
      return () => clearInterval(timer)
    }, [route])
    return <PixelProvider {...countersign} route={route}><p>{route}</p></PixelProvider>
  }
  createRoot(document.getElementById('root')).render(<StrictMode><Views /></StrictMode>)`

test('the Next.js example: rendered on the server, one Purchase from browser and server', async () => {
  const { shop, to, open, purchase } = await aShop()
  await inEnvironment(shop.dataset_id)
  const bundle = await bundleExample('nextjs', HYDRATE, to)
  const rendered = renderToString(createElement(Layout, null, createElement(ProductPage)))
  const page = await open(
    await serveExample(async (request) => {
      if (request.method === 'POST') return POST(request)
      if (request.url.endsWith('/bundle.js')) return script(bundle)
      // As Next.js puts its own script into the head, which React leaves alone.
      const head = '<head><link rel="icon" href="data:,"><script async src="/bundle.js"></script>'
      return html(`<!doctype html>${rendered.replace('<head>', head)}`)
    }),
  )
  await page.click('#buy')
  await page.getByText('Thank you').waitFor()
  await shop.counted({ PageView: 1, Purchase: 1 }, page)
  expect(await purchase()).toMatchObject({
    channels: ['browser', 'server'],
    event_id: expect.stringMatching(/^order-/),
    user_data: { fbp: expect.stringMatching(/^fb\.1\./) },
  })
})

/** What Next.js does in the browser with what it rendered on the server. */
const HYDRATE = `
  import { createElement } from 'react'
  import { hydrateRoot } from 'react-dom/client'
  import Layout from './app/layout'
  import Page from './app/page'
  hydrateRoot(document, createElement(Layout, null, createElement(Page)))`

/** What the example's .env.local holds. The shop's own server knows the address by which it reaches ours. */
async function inEnvironment(dataset_id: string): Promise<void> {
  const create = ['token', 'create', '--dataset', dataset_id]
  const { access_token } = await world().commands.json<{ access_token: string }>(...create)
  const before = { ...process.env }
  onTestFinished(() => {
    process.env = before
  })
  Object.assign(process.env, {
    NEXT_PUBLIC_COUNTERSIGN_HOST: world().server.url,
    NEXT_PUBLIC_COUNTERSIGN_DATASET_ID: dataset_id,
    COUNTERSIGN_ACCESS_TOKEN: access_token,
  })
}
