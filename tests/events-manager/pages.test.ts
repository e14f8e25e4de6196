import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../browser/world.js'
import { ending } from '../delivery/scene.js'
import { ADDRESSES, type Address, addressesOf, type Places, routesKnown } from './addresses.js'
import { violations } from './axe.js'
import { type Demo, startDemo } from './demo.js'
import { newPage, type Opened, overflows, settled, themed } from './opened.js'
import type { Person } from './people.js'

const { after, end } = ending()
let browser: Browser
let demo: Demo
let full: Places
let empty: Places
/**
 * Each goes from address to address: as in the browser of whoever works there, the pages' code is loaded once. Each
 * address is still a page of its own, loaded anew.
 */
let tabs: Record<'nobody' | 'full' | 'empty', Opened>

beforeAll(async () => {
  ;[demo, browser] = await Promise.all([startDemo(after), openBrowser()])
  after(() => browser.close())
  const of = `/api/datasets/${demo.troubled_id}`
  const { ask } = demo.administrator
  const events = await ask<{ data: { sightings: { sighting_id: string }[] }[] }>(
    'GET',
    `${of}/events?event=Purchase&limit=1`,
  )
  const found = await ask<{ diagnoses: { issue: { id: number | null } }[] }>('GET', `${of}/diagnostics`)
  const sighting_id = events.json.data[0]?.sightings[0]?.sighting_id
  const issue_id = found.json.diagnoses.find(({ issue }) => issue.id !== null)?.issue.id
  if (sighting_id === undefined || issue_id == null) throw new Error('The demo has no event or no issue')
  full = { dataset_id: demo.troubled_id, event_name: 'Purchase', sighting_id, issue_id: String(issue_id) }
  empty = { dataset_id: demo.empty_id, event_name: 'Purchase', sighting_id: '0-0', issue_id: '1' }
  const tab = (who?: Person) => newPage(browser, who, { after })
  tabs = { nobody: await tab(), full: await tab(demo.administrator), empty: await tab(demo.administrator) }
}, 180_000)
afterAll(end)

/** What a theme may break; all else is the same in both. */
const OF_THEMES = ['color-contrast', 'link-in-text-block']

/**
 * All that should be so at an address, whatever is there.
 * @param expected  what a browser writes down there, as it should
 * @param is_whole  false: axe looks at one width only, where little is that could differ
 */
async function looksRight(
  { page, errors }: Opened,
  { path, heading, is_bare }: Address,
  expected?: RegExp,
  is_whole = true,
): Promise<void> {
  // What the page before was still doing is not this one's.
  await page.goto('about:blank')
  errors.length = 0
  await page.setViewportSize(SIZE)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(`${demo.administrator.url}${path}`)
  await settled(page)
  const found = async () => ({
    heading: await page.getByRole('heading', { level: 1 }).allInnerTexts(),
    title: await page.title(),
    // Of whoever is signed in, only what is within the frame scrolls.
    taller_by: is_bare ? 0 : await page.evaluate(() => document.documentElement.scrollHeight - innerHeight),
    violations: await violations(page),
  })
  const right = {
    heading: [typeof heading === 'string' ? heading : expect.stringMatching(heading)],
    title: expect.stringMatching(/Countersign$/),
    taller_by: 0,
    violations: [],
  }
  expect(await found()).toEqual(right)
  expect(await overflows(page, 2560)).toEqual([])
  expect(await overflows(page, 360)).toEqual([])
  if (is_whole) expect(await found()).toEqual(right)
  await themed(page, 'dark')
  expect(await violations(page, OF_THEMES)).toEqual([])
  expect(errors.filter((error) => expected?.test(error) !== true)).toEqual([])
}
const SIZE = { width: 1280, height: 900 }

test('every address that is known stands in the table', () => {
  const known = [...ADDRESSES, ...addressesOf(NOWHERE)].map(({ route }) => route)
  expect([...new Set(known)].toSorted()).toEqual(routesKnown().toSorted())
})

const NOWHERE: Places = { dataset_id: '1', event_name: 'e', sighting_id: 's', issue_id: 'i' }
/** A browser writes down that nothing was found, and for whoever is nobody that they are. */
const NOT_FOUND = /status of 404/
const NOBODY = /status of (400|401|404)/

describe('each page', () => {
  for (const address of ADDRESSES)
    test(`${address.path}`, () =>
      looksRight(address.is_bare ? tabs.nobody : tabs.full, address, address.is_bare && NOBODY))

  addressesOf(NOWHERE).forEach(({ path }, nth) => {
    test(`${path.replace('/1', '')}: with the demo’s data, and with none`, async () => {
      await Promise.all([
        looksRight(tabs.full, addressesOf(full)[nth] as Address),
        looksRight(tabs.empty, addressesOf(empty)[nth] as Address, NOT_FOUND, false),
      ])
    })
  })
})

test('an address where nothing is says so', async () => {
  const heading = 'Nothing is at this address'
  for (const path of ['nowhere', 'add-events/nowhere'])
    await looksRight(tabs.empty, { route: '', path: `/d/${demo.empty_id}/${path}`, heading })
})

test('of a dataset that is not there, pages still stand', async () => {
  for (const { path, heading, route } of addressesOf({ ...empty, dataset_id: '100000000000001' }))
    if (/overview|test-events|general/.test(path))
      await looksRight(tabs.empty, { route, path, heading }, NOT_FOUND, false)
})
