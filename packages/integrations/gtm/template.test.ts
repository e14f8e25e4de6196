import { expect, test } from 'vitest'
import { runScenario } from './own-tests.fixture.js'
import { notSandboxed } from './sandbox-language.fixture.js'
import { commands, DATASET_ID, fields, HOST, tagPage } from './tag.fixture.js'
import { readTemplate } from './template.fixture.js'

const OTHER = '1832195656904797'
const URL = `${HOST}/en_US/fbevents.js?id=${DATASET_ID}`
const AGENT = ['set', 'agent', 'countersign-gtm', DATASET_ID]
const INIT = ['init', DATASET_ID]
const PAGE_VIEW = ['trackSingle', DATASET_ID, 'PageView', {}]

type Case = [title: string, given: { [name: string]: unknown }, calls: unknown[][]]
const CASES: Case[] = [
  ['a page view', {}, [AGENT, INIT, PAGE_VIEW]],
  [
    'a standard event with its id',
    { standardEvent: 'Lead', eventId: 'l-1' },
    [AGENT, INIT, ['trackSingle', DATASET_ID, 'Lead', {}, { eventID: 'l-1' }]],
  ],
  [
    'an event id that is a number',
    { standardEvent: 'Lead', eventId: 1001 },
    [AGENT, INIT, ['trackSingle', DATASET_ID, 'Lead', {}, { eventID: '1001' }]],
  ],
  [
    'a custom event',
    { eventSource: 'custom', customEvent: 'Quiz' },
    [AGENT, INIT, ['trackSingleCustom', DATASET_ID, 'Quiz', {}]],
  ],
  [
    "a variable that gives a standard event's name",
    { eventSource: 'variable', variableEvent: 'AddToCart' },
    [AGENT, INIT, ['trackSingle', DATASET_ID, 'AddToCart', {}]],
  ],
  [
    'a variable that gives another name: names are case-sensitive',
    { eventSource: 'variable', variableEvent: 'addtocart' },
    [AGENT, INIT, ['trackSingleCustom', DATASET_ID, 'addtocart', {}]],
  ],
  ['a variable that gives nothing sends nothing', { eventSource: 'variable', variableEvent: undefined }, []],
  [
    'several datasets, as people write lists',
    { datasetIds: ` ${DATASET_ID} ,${OTHER},` },
    [
      AGENT,
      INIT,
      PAGE_VIEW,
      ['set', 'agent', 'countersign-gtm', OTHER],
      ['init', OTHER],
      ['trackSingle', OTHER, 'PageView', {}],
    ],
  ],
  [
    'parameters: a row wins over the object, what is empty is left out',
    {
      standardEvent: 'Purchase',
      parametersObject: { value: 1, currency: 'EUR', contents: [{ id: 'a', quantity: 1 }] },
      parameters: [
        { name: 'value', value: '9.5' },
        { name: 'order_id', value: '' },
        { name: 'content_name', value: undefined },
      ],
    },
    [
      AGENT,
      INIT,
      [
        'trackSingle',
        DATASET_ID,
        'Purchase',
        { value: '9.5', currency: 'EUR', contents: [{ id: 'a', quantity: 1 }] },
      ],
    ],
  ],
  ['an object of parameters that is none', { parametersObject: 'none' }, [AGENT, INIT, PAGE_VIEW]],
  [
    'advanced matching',
    {
      advancedMatching: [
        { name: 'em', value: 'jo@shop.example' },
        { name: 'ph', value: '' },
      ],
    },
    [AGENT, [...INIT, { em: 'jo@shop.example' }], PAGE_VIEW],
  ],
  [
    'advanced matching of nobody',
    { advancedMatching: [{ name: 'em', value: '' }] },
    [AGENT, INIT, PAGE_VIEW],
  ],
  ['consent granted', { consent: 'granted' }, [['consent', 'grant'], AGENT, INIT, PAGE_VIEW]],
  ['consent denied', { consent: 'denied' }, [['consent', 'revoke'], AGENT, INIT, PAGE_VIEW]],
  ['consent by a variable: yes', { consent: true }, [['consent', 'grant'], AGENT, INIT, PAGE_VIEW]],
  ['consent by a variable: no', { consent: false }, [['consent', 'revoke'], AGENT, INIT, PAGE_VIEW]],
  ['consent by a variable that does not know', { consent: undefined }, [AGENT, INIT, PAGE_VIEW]],
  [
    'limited data use in a state',
    { limitedDataUse: true, country: '1', state: '1000' },
    [['dataProcessingOptions', ['LDU'], 1, 1000], AGENT, INIT, PAGE_VIEW],
  ],
  [
    'limited data use, the place to be found',
    { limitedDataUse: true },
    [['dataProcessingOptions', ['LDU'], 0, 0], AGENT, INIT, PAGE_VIEW],
  ],
  [
    'consent, data use, autoConfig, agent, init, event: in this order',
    { consent: 'granted', limitedDataUse: true, disableAutoConfig: true },
    [
      ['consent', 'grant'],
      ['dataProcessingOptions', ['LDU'], 0, 0],
      ['set', 'autoConfig', false, DATASET_ID],
      AGENT,
      INIT,
      PAGE_VIEW,
    ],
  ],
]
for (const [title, given, calls] of CASES)
  test(`the tag calls fbq: ${title}`, () => {
    const page = tagPage()
    expect(page.fire(fields(given))).toEqual(['success'])
    expect(commands(page) ?? []).toEqual(calls)
    expect(page.injected).toEqual(calls.length > 0 ? [URL] : [])
  })

test('a second tag on the page initialises nothing again, and loads nothing again', () => {
  const page = tagPage()
  page.fire(fields())
  page.fire(fields({ standardEvent: 'Lead', disableAutoConfig: true }))
  expect(commands(page)).toEqual([AGENT, INIT, PAGE_VIEW, ['trackSingle', DATASET_ID, 'Lead', {}]])
  expect(page.injected).toEqual([URL])
})

test('user data that a later tag brings is filled in, once', () => {
  const page = tagPage()
  const advancedMatching = [{ name: 'em', value: 'jo@shop.example' }]
  page.fire(fields())
  for (let i = 0; i < 2; i += 1) page.fire(fields({ standardEvent: 'Lead', advancedMatching }))
  const lead = ['trackSingle', DATASET_ID, 'Lead', {}]
  expect(commands(page)).toEqual([AGENT, INIT, PAGE_VIEW, [...INIT, { em: 'jo@shop.example' }], lead, lead])
})

test('the stub is that of the base code, and hands over once the library runs', () => {
  const page = tagPage()
  page.fire(fields({ disablePushState: true }))
  const { fbq, _fbq } = page.globals.window
  const at = (path: string) => page.globals.get(`fbq.${path}`)
  expect([_fbq, at('push'), at('loaded'), at('version'), at('disablePushState')]).toEqual([
    fbq,
    fbq,
    true,
    '2.0',
    true,
  ])

  const taken: unknown[][] = []
  page.globals.set('fbq.callMethod', (...command: unknown[]) => void taken.push(command))
  page.fire(fields({ standardEvent: 'Lead' }))
  expect(commands(page)).toEqual([AGENT, INIT, PAGE_VIEW])
  expect(taken).toEqual([['trackSingle', DATASET_ID, 'Lead', {}]])
})

test("the page's own fbq stays, and takes the calls", () => {
  const page = tagPage()
  const taken: unknown[][] = []
  const own = (...command: unknown[]) => void taken.push(command)
  page.globals.set('fbq', own)
  page.fire(fields())
  expect(page.globals.window.fbq).toBe(own)
  expect(taken).toEqual([AGENT, INIT, PAGE_VIEW])
})

const HOSTS: [title: string, host: string, loaded: string | null][] = [
  ['with a slash', `${HOST}/`, URL],
  ['without https://', 't.shop.example', URL],
  ['that the permission does not name', 'https://t.other.example', null],
  ["whose name only begins with the permission's", 'https://t.shop.example.evil.example', null],
]
for (const [title, host, loaded] of HOSTS)
  test(`a host ${title}`, () => {
    const page = tagPage()
    expect(page.fire(fields({ host }))).toEqual([loaded === null ? 'failure' : 'success'])
    expect(page.injected).toEqual(loaded === null ? [] : [loaded])
    expect(page.logged.length).toBe(loaded === null ? 1 : 0)
  })

test('without a dataset id the tag fails, and touches nothing', () => {
  const page = tagPage()
  expect(page.fire(fields({ datasetIds: ' , ' }))).toEqual(['failure'])
  expect(page.globals.window).toEqual({})
})

test('where the page loads the library, the tag asks for no permission and loads nothing', () => {
  const page = tagPage()
  expect(page.fire(fields({ host: 't.other.example', loadLibrary: false }))).toEqual(['success'])
  expect([page.injected, commands(page)]).toEqual([[], [AGENT, INIT, PAGE_VIEW]])
})

test("the file is one that GTM's editor imports: its sections in their order", () => {
  const { sections, info } = readTemplate()
  expect(sections).toEqual([
    'TERMS_OF_SERVICE',
    'INFO',
    'TEMPLATE_PARAMETERS',
    'SANDBOXED_JS_FOR_WEB_TEMPLATE',
    'WEB_PERMISSIONS',
    'TESTS',
    'NOTES',
  ])
  expect([info.type, info.containerContexts, info.id]).toEqual(['TAG', ['WEB'], 'cvt_temp_public_id'])
})

test('its code is sandboxed JavaScript', () => expect(notSandboxed(readTemplate().code)).toEqual([]))

const NOT_SANDBOXED: [code: string, found: string[]][] = [
  ['const a = require("x"); a(1).map((b) => b + data.c);', []],
  ['new Map();', ['1: new', '1: the global Map']],
  ['const { a } = data;', ['1: destructuring', '1: the global a']],
  ['const a = 1;\nwindow.b = [a].includes(1);', ['2: the global window', '2: the method includes']],
  ['const a = [...data.b];', ['1: spread']],
  ['const a = data.b?.c ?? 1;', ['1: ?.', '1: ??']],
  ['const a = (b = 1) => b;', ['1: a default value']],
]
for (const [code, found] of NOT_SANDBOXED)
  test(`sandboxed JavaScript: ${code}`, () => expect(notSandboxed(code)).toEqual(found))

const { scenarios } = readTemplate()
test('it brings tests of its own', () => expect(scenarios.length).toBeGreaterThanOrEqual(8))
for (const { name, code } of scenarios) test(`its own test: ${name}`, () => runScenario(readTemplate(), code))
