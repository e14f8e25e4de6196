import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import {
  BUILDS,
  type Build,
  loadingOf,
  purchaseOf,
} from '../../packages/events-manager/src/pages/add-events/app-examples.js'
import { vueFiles } from '../browser/example-bundle.js'
import { serveExample } from '../browser/example-server.js'
import { aWorld, newShop } from '../browser/world.js'
import { temporaryDirectory } from '../process/server-process.js'

const world = aWorld()
const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))
const ORDER = `{ id: 'A-1001', total: 49.9 }`

/** What a reader has around the two examples: an app of one view, which is the thank-you page. */
const AROUND: { [name in Build]: { [file: string]: string } } = {
  React: {
    'app.tsx': `import { Thanks } from './purchase'\nexport const App = () => <Thanks order={${ORDER}} />`,
  },
  Vue: {
    'App.vue': `<script setup>import Purchase from './purchase.vue'\n</script>\n<template><Purchase :order="${ORDER}" /></template>`,
  },
  Plain: {},
}
const FILES: { [name in Build]: [purchase: string, end: string] } = {
  React: ['purchase.tsx', ''],
  Vue: ['purchase.vue', ''],
  Plain: ['purchase.ts', `\nimport { thank } from './purchase'\nthank(${ORDER})`],
}

/** The examples as a bundler of the reader's would take them. */
async function bundled(name: Build, of: { origin: string; dataset_id: string }): Promise<string> {
  const folder = temporaryDirectory()
  const [purchase, end] = FILES[name]
  const files = { ...AROUND[name], [purchase]: purchaseOf(name), 'main.tsx': loadingOf(name, of) + end }
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.tsx')],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    conditions: ['source'],
    nodePaths: [NODE_MODULES],
    plugins: [vueFiles],
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  })
  return outputFiles[0]?.text ?? ''
}

for (const name of BUILDS)
  test(`the example of Add events for ${name} loads the pixel, and its Purchase is counted once`, async () => {
    const shop = await newShop(world())
    const { context } = await shop.visitor()
    const origin = `http://t.shop.example:${world().server.port}`
    const bundle = await bundled(name, { origin, dataset_id: shop.dataset_id })
    const address = await serveExample(async ({ url }) =>
      url.endsWith('/bundle.js')
        ? new Response(bundle, { headers: { 'content-type': 'text/javascript' } })
        : new Response('<div id="root"></div><div id="app"></div><script src="/bundle.js"></script>', {
            headers: { 'content-type': 'text/html; charset=utf-8' },
          }),
    )
    const page = await context.newPage()
    await page.goto(address)
    await page.waitForFunction('window.fbq && fbq.callMethod')
    await shop.counted({ PageView: 1, Purchase: 1 }, page)
    await page.reload()
    await page.waitForFunction('window.fbq && fbq.callMethod')
    await shop.counted({ PageView: 2, Purchase: 1 }, page)
    const bought = (await shop.events()).find(({ event_name }) => event_name === 'Purchase')
    expect(bought).toMatchObject({
      ...{ event_id: 'A-1001', channels: ['browser'] },
      custom_data: { value: 49.9, currency: 'EUR', order_id: 'A-1001' },
    })
  })
