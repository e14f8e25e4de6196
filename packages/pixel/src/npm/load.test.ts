// @vitest-environment happy-dom
import { expect, onTestFinished, test } from 'vitest'
import { fbq, loadPixel, type PixelOptions, pageView, scriptUrl, track, trackCustom } from './index.js'
import { commands, freshPage, scripts } from './page.fixture.js'

const host = 'https://t.shop.example'
const dataset_id = '1832195656904796'
const other = '1832195656904797'
const src = `${host}/en_US/fbevents.js?id=${dataset_id}`

type Case = [title: string, options: PixelOptions, commands: unknown[][]]
const CASES: Case[] = [
  ['one dataset', { host, dataset_id }, [['init', dataset_id]]],
  ['an id that is a number', { host, dataset_id: Number(dataset_id) }, [['init', dataset_id]]],
  [
    'several',
    { host, ids: [dataset_id, other] },
    [
      ['init', dataset_id],
      ['init', other],
    ],
  ],
  [
    'advanced matching',
    { host, dataset_id, advancedMatching: { em: 'jo@shop.example' } },
    [['init', dataset_id, { em: 'jo@shop.example' }]],
  ],
  ['advanced matching without a key', { host, dataset_id, advancedMatching: {} }, [['init', dataset_id]]],
  [
    'consent is revoked before init',
    { host, dataset_id, consent: 'revoked' },
    [
      ['consent', 'revoke'],
      ['init', dataset_id],
    ],
  ],
  [
    'consent is granted before init',
    { host, dataset_id, consent: 'granted' },
    [
      ['consent', 'grant'],
      ['init', dataset_id],
    ],
  ],
  [
    'autoConfig is set before init, for each',
    { host, ids: [dataset_id, other], autoConfig: false },
    [
      ['set', 'autoConfig', false, dataset_id],
      ['init', dataset_id],
      ['set', 'autoConfig', false, other],
      ['init', other],
    ],
  ],
]
for (const [title, options, want] of CASES)
  test(`loadPixel: ${title}`, () => {
    freshPage()
    loadPixel(options)
    expect(commands()).toEqual(want)
    expect(scripts()).toEqual([src])
  })

test('loadPixel: twice is once, and says so', () => {
  freshPage()
  expect(loadPixel({ host, dataset_id })).toEqual([dataset_id])
  expect(loadPixel({ host, dataset_id, consent: 'revoked' })).toEqual([])
  expect(commands()).toEqual([['init', dataset_id]])
  expect(scripts()).toEqual([src])
})

test('loadPixel: another dataset later is initialised, by the script that is there', () => {
  freshPage()
  loadPixel({ host, dataset_id })
  expect(loadPixel({ host, ids: [dataset_id, other] })).toEqual([other])
  expect(commands()).toEqual([
    ['init', dataset_id],
    ['init', other],
  ])
  expect(scripts()).toEqual([src])
})

test('loadPixel: user data that comes later is filled in, once', () => {
  freshPage()
  const later: PixelOptions = { host, dataset_id, advancedMatching: { em: 'jo@shop.example' } }
  for (const options of [{ host, dataset_id }, later, later]) loadPixel(options)
  expect(commands()).toEqual([
    ['init', dataset_id],
    ['init', dataset_id, { em: 'jo@shop.example' }],
  ])
})

test('loadPixel: the script element has the nonce and is async', () => {
  freshPage()
  loadPixel({ host, dataset_id, nonce: 'r4nd0m' })
  const [script] = document.scripts
  expect([script?.nonce, script?.async]).toEqual(['r4nd0m', true])
})

test('loadPixel: the switches of the page are set', () => {
  freshPage()
  loadPixel({ host, dataset_id, debug: true, disablePushState: true })
  const { debug, disablePushState, allowDuplicatePageViews } = window.fbq ?? {}
  expect({ debug, disablePushState, allowDuplicatePageViews }).toEqual({
    debug: true,
    disablePushState: true,
    allowDuplicatePageViews: true,
  })
})

test("loadPixel: beside Meta's script ours is loaded, beside our own base code it is not loaded again", () => {
  freshPage('https://connect.facebook.net/en_US/fbevents.js')
  loadPixel({ host, dataset_id })
  expect(scripts()).toEqual(['https://connect.facebook.net/en_US/fbevents.js', src])

  freshPage(`${host}/en_US/fbevents.js`)
  loadPixel({ host, dataset_id })
  expect(scripts()).toEqual([`${host}/en_US/fbevents.js`])
})

test('the stub is that of the base code: queue, push, loaded, version, _fbq', () => {
  freshPage()
  loadPixel({ host, dataset_id })
  const stub = window.fbq
  expect([stub?.push, stub?.loaded, stub?.version, window._fbq]).toEqual([stub, true, '2.0', stub])
})

test("a page's own fbq stays, and takes the commands", () => {
  freshPage()
  const taken: unknown[][] = []
  const own = Object.assign((...command: unknown[]) => void taken.push(command), { queue: [] })
  Object.assign(window, { fbq: own })
  loadPixel({ host, dataset_id })
  pageView()
  expect(window.fbq).toBe(own)
  expect(taken).toEqual([
    ['init', dataset_id],
    ['track', 'PageView'],
  ])
})

test('once the library runs, commands go to it and no longer into the queue', () => {
  freshPage()
  loadPixel({ host, dataset_id })
  const taken: unknown[][] = []
  Object.assign(window.fbq as object, { callMethod: (...command: unknown[]) => taken.push(command) })
  trackCustom('Quiz', { score: 7 }, { eventID: 'q-1' })
  expect(commands()).toEqual([['init', dataset_id]])
  expect(taken).toEqual([['trackCustom', 'Quiz', { score: 7 }, { eventID: 'q-1' }]])
})

test('what is reported before the pixel is loaded waits, and follows init in its order', () => {
  freshPage()
  track('ViewContent', { content_ids: ['a'] })
  fbq('trackCustom', 'Quiz')
  expect(window.fbq).toBeUndefined()
  loadPixel({ host, dataset_id })
  expect(commands()).toEqual([
    ['init', dataset_id],
    ['track', 'ViewContent', { content_ids: ['a'] }],
    ['trackCustom', 'Quiz'],
  ])
})

test('of what is never loaded only the last hundred are kept', () => {
  freshPage()
  for (let i = 0; i < 105; i += 1) trackCustom(`Early${i}`)
  loadPixel({ host, dataset_id })
  const kept = commands().slice(1)
  expect([kept.length, kept[0]]).toEqual([100, ['trackCustom', 'Early5']])
})

test('on a server nothing happens, and nothing is kept for the next visitor', () => {
  freshPage()
  const browser = globalThis.window
  onTestFinished(() => void Object.assign(globalThis, { window: browser }))
  Reflect.deleteProperty(globalThis, 'window')
  track('Lead')
  expect(loadPixel({ host, dataset_id })).toEqual([])
  Object.assign(globalThis, { window: browser })
  loadPixel({ host, dataset_id })
  expect(commands()).toEqual([['init', dataset_id]])
})

const HOSTS: [host: string, origin: string][] = [
  ['https://t.shop.example', 'https://t.shop.example'],
  ['https://t.shop.example/', 'https://t.shop.example'],
  ['t.shop.example', 'https://t.shop.example'],
  ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
]
for (const [given, origin] of HOSTS)
  test(`scriptUrl: ${given}`, () => expect(scriptUrl(given, 12)).toBe(`${origin}/en_US/fbevents.js?id=12`))
