// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { createApp, createSSRApp, defineComponent, onMounted } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { commands, freshPage, scripts } from './page.fixture.js'
import { createPixel, usePixel } from './vue.js'

const options = { host: 'https://t.shop.example', dataset_id: '1832195656904796' }
const init = ['init', options.dataset_id]
const pageView = ['track', 'PageView']
const viewContent = ['track', 'ViewContent', { content_ids: ['a'] }]

const Product = defineComponent(() => {
  const { track } = usePixel()
  onMounted(() => track('ViewContent', { content_ids: ['a'] }))
  return () => 'A lamp'
})

beforeEach(() => freshPage())

test("one init, one PageView, one script; a component's event comes after them", () => {
  const app = createApp(Product).use(createPixel(options))
  app.mount(document.body.appendChild(document.createElement('div')))
  expect(commands()).toEqual([init, pageView, viewContent])
  expect(scripts()).toHaveLength(1)
  app.unmount()
})

test('a second application on the page repeats nothing', () => {
  for (let i = 0; i < 2; i += 1) createApp(Product).use(createPixel(options))
  expect(commands()).toEqual([init, pageView])
})

test('on a server it renders and reports nothing', async () => {
  const browser = globalThis.window
  Reflect.deleteProperty(globalThis, 'window')
  const html = await renderToString(createSSRApp(Product).use(createPixel(options)))
  Object.assign(globalThis, { window: browser })
  expect([html, commands()]).toEqual(['A lamp', []])
})
