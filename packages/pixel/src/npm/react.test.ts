// @vitest-environment happy-dom
import { act, createElement, type ReactNode, StrictMode, useEffect } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commands, freshPage, scripts } from './page.fixture.js'
import { PixelProvider, type PixelProviderProps, usePixel } from './react.js'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

const host = 'https://t.shop.example'
const dataset_id = '1832195656904796'
const init = ['init', dataset_id]
const pageView = ['track', 'PageView']

let unmount = (): void => {}
beforeEach(() => freshPage())
afterEach(() => act(unmount))

/** Renders into the page; what it returns renders again into the same place. */
function render(node: ReactNode): (node: ReactNode) => void {
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  unmount = () => root.unmount()
  const paint = (next: ReactNode) => act(() => root.render(next))
  paint(node)
  return paint
}

const provider = (props: Partial<PixelProviderProps>, ...children: ReactNode[]) =>
  createElement(PixelProvider, { host, dataset_id, ...props } as PixelProviderProps, ...children)
const strict = (...children: ReactNode[]) => createElement(StrictMode, null, ...children)

function Product(): ReactNode {
  const { track } = usePixel()
  useEffect(() => track('ViewContent', { content_ids: ['a'] }), [track])
  return 'A lamp'
}

test('one init, one PageView, one script', () => {
  render(provider({}, 'shop'))
  expect(commands()).toEqual([init, pageView])
  expect(scripts()).toHaveLength(1)
  expect(document.body.textContent).toBe('shop')
})

test('Strict Mode runs effects twice: still one init and one PageView', () => {
  render(strict(provider({}, 'shop')))
  expect(commands()).toEqual([init, pageView])
})

test("a child's event comes after init and PageView, though its effects run first", () => {
  render(provider({}, createElement(Product)))
  expect(commands()).toEqual([init, pageView, ['track', 'ViewContent', { content_ids: ['a'] }]])
})

test('rendered again, left and come back: nothing is repeated', () => {
  const paint = render(provider({}, 'shop'))
  paint(provider({}, 'cart'))
  paint('elsewhere')
  paint(provider({}, 'shop'))
  expect(commands()).toEqual([init, pageView])
})

test('a new address is the library to follow: the provider sends no PageView of its own', () => {
  const paint = render(provider({}, 'shop'))
  history.pushState({}, '', '/cart')
  paint(provider({}, 'cart'))
  expect(commands()).toEqual([init, pageView])
  expect(window.fbq?.disablePushState).toBeUndefined()
})

test('with a route the provider follows it, and the library no longer follows the address', () => {
  const paint = render(strict(provider({ route: '/' })))
  for (const route of ['/', '/cart', '/cart', '/thanks']) paint(strict(provider({ route })))
  expect(commands()).toEqual([init, pageView, pageView, pageView])
  expect([window.fbq?.disablePushState, window.fbq?.allowDuplicatePageViews]).toEqual([true, true])
})

test('a change of consent is told, the first state before init', () => {
  const paint = render(strict(provider({ consent: 'revoked' })))
  paint(strict(provider({ consent: 'granted' })))
  paint(strict(provider({ consent: 'granted' })))
  expect(commands()).toEqual([['consent', 'revoke'], init, pageView, ['consent', 'grant']])
})

test('user data that comes with a sign-in is filled in', () => {
  const paint = render(provider({}))
  const advancedMatching = { em: 'jo@shop.example' }
  for (let i = 0; i < 2; i += 1) paint(provider({ advancedMatching }))
  expect(commands()).toEqual([init, pageView, ['init', dataset_id, advancedMatching]])
})

test('usePixel gives the same functions at every render', () => {
  const seen = new Set<unknown>()
  const See = () => void seen.add(usePixel())
  const paint = render(createElement(See))
  paint(createElement(See))
  expect(seen.size).toBe(1)
})

test('on a server it renders its children, and reports nothing; the browser takes over from there', async () => {
  const app = provider({}, createElement('p', null, createElement(Product)))
  const browser = globalThis.window
  Reflect.deleteProperty(globalThis, 'window')
  const html = renderToString(app)
  Object.assign(globalThis, { window: browser })
  expect([html, commands()]).toEqual(['<p>A lamp</p>', []])

  document.body.innerHTML = html
  const faults: unknown[] = []
  const root = await act(async () =>
    hydrateRoot(document.body, app, { onRecoverableError: (fault) => faults.push(fault) }),
  )
  unmount = () => root.unmount()
  expect(faults).toEqual([])
  expect(commands()).toEqual([init, pageView, ['track', 'ViewContent', { content_ids: ['a'] }]])
})
