/** How an application is built: by what it loads the pixel. */
export const BUILDS = ['React', 'Vue', 'Plain'] as const
export type Build = (typeof BUILDS)[number]

interface ExampleOf {
  origin: string
  dataset_id: string
}

/** In the order in which they are run: the first in Countersign's folder, the second in the application's. */
export const PACK = 'npm pack --workspace @countersign/pixel'
export const INSTALL = 'npm install ./countersign-pixel-0.1.0.tgz'

/** Where an application begins: the pixel is loaded, and the first PageView sent. @source packages/pixel/src/npm */
export function loadingOf(build: Build, { origin, dataset_id }: ExampleOf): string {
  const options = `{ host: '${origin}', dataset_id: '${dataset_id}' }`
  if (build === 'React')
    return `import { PixelProvider } from '@countersign/pixel/react'
import { createRoot } from 'react-dom/client'
import { App } from './app'

const countersign = ${options}

createRoot(document.getElementById('root')!).render(
  <PixelProvider {...countersign}>
    <App />
  </PixelProvider>,
)`
  if (build === 'Vue')
    return `import { createPixel } from '@countersign/pixel/vue'
import { createApp } from 'vue'
import App from './App.vue'

createApp(App)
  .use(createPixel(${options}))
  .mount('#app')`
  return `import { loadPixel, pageView } from '@countersign/pixel'

loadPixel(${options})
pageView()`
}

/** The thank-you page of an order, whose id the server sends as event_id, too. */
export function purchaseOf(build: Build): string {
  if (build === 'React')
    return `import { usePixel } from '@countersign/pixel/react'
import { useEffect } from 'react'

export function Thanks({ order }: { order: { id: string; total: number } }) {
  const { track } = usePixel()
  useEffect(() => {
    const { id: order_id, total: value } = order
    track('Purchase', { value, currency: 'EUR', order_id }, { eventID: order_id })
  }, [track, order])
  return <h1>Thank you</h1>
}`
  if (build === 'Vue')
    return `<script setup lang="ts">
import { usePixel } from '@countersign/pixel/vue'
import { onMounted } from 'vue'

const { order } = defineProps<{ order: { id: string; total: number } }>()
const { track } = usePixel()
onMounted(() => {
  const { id: order_id, total: value } = order
  track('Purchase', { value, currency: 'EUR', order_id }, { eventID: order_id })
})
</script>

<template><h1>Thank you</h1></template>`
  return `import { track } from '@countersign/pixel'

export function thank(order: { id: string; total: number }) {
  const { id: order_id, total: value } = order
  track('Purchase', { value, currency: 'EUR', order_id }, { eventID: order_id })
}`
}

/** For a router that leaves the page's address alone: each PageView is the application's to send. */
export function routesOf(build: Build, { origin, dataset_id }: ExampleOf): string {
  if (build === 'React') return `<PixelProvider {...countersign} route={route}>`
  const options = `{\n  host: '${origin}',\n  dataset_id: '${dataset_id}',\n  disablePushState: true,\n}`
  if (build === 'Vue')
    return `import { pageView } from '@countersign/pixel'\n\napp.use(createPixel(${options}))\nrouter.afterEach(() => pageView())`
  return `loadPixel(${options})\n\n// In what your router calls after each change of the view.\npageView()`
}

/** Somebody has signed in: what is known of them, hashed in the browser before it leaves. */
export function signedInOf(build: Build, { origin, dataset_id }: ExampleOf): string {
  if (build === 'React')
    return `<PixelProvider
  {...countersign}
  advancedMatching={user && { em: user.email, external_id: user.id }}
>`
  return `import { loadPixel } from '@countersign/pixel'

loadPixel({
  host: '${origin}',
  dataset_id: '${dataset_id}',
  advancedMatching: { em: user.email, external_id: user.id },
})`
}
