// Takes the product's pictures: `npm run pictures` those that docs/pictures keeps, `npm run pictures -- FOLDER [PAGE …]` every
// page at three widths in both themes. It runs the demo, and signs in as its administrator.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from './build.js'
import { findChromium, HOW_TO_GET_CHROMIUM } from './chromium.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const READY_MS_MAX = 120_000
const TEST_CODE = 'TEST4711'

/** A picture is named for its page, its width and its theme: overview.png, orders-narrow.png, event-wide-dark.png. */
const SIZES = {
  '': { width: 1280, height: 860 },
  '-narrow': { width: 360, height: 780 },
  '-wide': { width: 2560, height: 1300 },
}
const THEMES = { '': 'light', '-dark': 'dark' }

/** What docs/ and README show. */
const KEPT = [
  ...['overview', 'events', 'check', 'delivery', 'add-events', 'diagnostics-dark', 'test-events-dark'],
  ...['data-sources', 'issue', 'counted', 'priorities', 'settings-privacy', 'orders-dark', 'event-wide-dark'],
  ...['overview-narrow', 'orders-narrow', 'diagnostics-narrow-dark', 'test-events-narrow', 'overview-wide'],
]

/** @param {{ troubled: string, healthy: string, empty: string, sighting: string, issue: string }} of */
const pagesOf = ({ troubled, healthy, empty, sighting, issue }) => ({
  'sign-in': '/sign-in',
  'data-sources': '/',
  new: '/new',
  account: '/account',
  people: '/people',
  audit: '/audit',
  overview: `/d/${troubled}/overview`,
  'overview-empty': `/d/${empty}/overview`,
  events: `/d/${troubled}/events`,
  'events-empty': `/d/${empty}/events`,
  event: `/d/${troubled}/events/Purchase`,
  counted: `/d/${troubled}/counted/${sighting}`,
  'test-events': `/d/${troubled}/test-events?code=${TEST_CODE}`,
  diagnostics: `/d/${troubled}/diagnostics`,
  'diagnostics-empty': `/d/${empty}/diagnostics`,
  issue: `/d/${troubled}/diagnostics/${issue}`,
  check: `/d/${troubled}/check/purchases_too_many`,
  orders: `/d/${troubled}/orders`,
  'orders-empty': `/d/${empty}/orders`,
  delivery: `/d/${troubled}/delivery`,
  'delivery-empty': `/d/${empty}/delivery`,
  priorities: `/d/${healthy}/priorities`,
  'priorities-empty': `/d/${empty}/priorities`,
  'add-events-all': `/d/${troubled}/add-events`,
  'add-events': `/d/${troubled}/add-events/conversions-api`,
  'add-events-pixel': `/d/${troubled}/add-events/pixel`,
  'add-events-gtm': `/d/${troubled}/add-events/gtm`,
  'add-events-gateway': `/d/${troubled}/add-events/gateway`,
  ...Object.fromEntries(
    'general key-events rules pixel traffic privacy tokens delivery orders alerts'
      .split(' ')
      .map((section) => [`settings-${section}`, `/d/${troubled}/settings/${section}`]),
  ),
})

const [folder, ...only] = process.argv.slice(2)
build()
const executablePath = findChromium()
if (executablePath === undefined) {
  console.error(HOW_TO_GET_CHROMIUM)
  process.exit(1)
}
const demo = spawn(process.execPath, ['packages/cli/bin/countersign.js', 'demo', '--port', '0'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
})
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox'] })
try {
  const shown = await ready(demo)
  const to = resolve(folder ?? join(root, 'docs/pictures'))
  mkdirSync(to, { recursive: true })
  for (const [of_size, viewport] of Object.entries(SIZES))
    for (const [of_theme, colorScheme] of Object.entries(THEMES)) {
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' })
      const ending = `${of_size}${of_theme}`
      for (const [name, path] of Object.entries(shown.pages)) {
        const wanted =
          folder === undefined ? KEPT.includes(`${name}${ending}`) : only.length === 0 || only.includes(name)
        if (wanted) await take(context, shown, name, path, join(to, `${name}${ending}.png`))
      }
      await context.close()
    }
} finally {
  await browser.close()
  demo.kill('SIGTERM')
}

/** Waits for the demo, signs in, and finds what pages are about. */
async function ready({ stdout }) {
  let output = ''
  stdout.setEncoding('utf8').on('data', (text) => {
    output += text
  })
  const end_ms = Date.now() + READY_MS_MAX
  while (!/\/welcome#\S+\s/.test(output)) {
    if (Date.now() > end_ms) throw new Error(`The demo was not ready in time:\n${output}`)
    await new Promise((done) => setTimeout(done, 100))
  }
  const printed = (what) => what.exec(output)?.[1] ?? ''
  const url = printed(/^Countersign listens on (\S+)$/m)
  const troubled = printed(/^Dataset in trouble +(\d+)$/m)
  const person = { email: 'ada@shop.example', password: 'a long password of theirs' }
  const used = await fetch(
    `${url}/api/links/use`,
    asked(url, { link: printed(/\/welcome#(\S+)/), ...person }),
  )
  const cookie = (used.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  const ask = async (path, body) => (await fetch(`${url}/api${path}`, asked(url, body, cookie))).json()
  const of = `/datasets/${troubled}`
  const events = await ask(`${of}/events?event=Purchase&limit=50`)
  const { diagnoses } = await ask(`${of}/diagnostics`)
  const both = events.data.find(({ sightings }) => sightings.length > 1) ?? events.data[0]
  await ask('/people', { email: 'bob@shop.example', role: 'developer', datasets: [troubled] })
  const pages = pagesOf({
    troubled,
    healthy: printed(/^Dataset in good order +(\d+)$/m),
    empty: printed(/^Dataset without events +(\d+)$/m),
    sighting: both.sightings[0].sighting_id,
    issue: String(diagnoses.find(({ issue }) => issue.id !== null).issue.id),
  })
  const access_token = printed(/^Access token of the instance: (\S+)$/m)
  return { url, cookie, troubled, access_token, pages }
}

/** A request as one of the product's own pages makes it. */
function asked(origin, body, cookie) {
  const headers = { origin, ...(cookie && { cookie }), ...(body && { 'content-type': 'application/json' }) }
  return { method: body ? 'POST' : 'GET', headers, ...(body && { body: JSON.stringify(body) }) }
}

async function take(context, shown, name, path, file) {
  const [cookie_name, value] = shown.cookie.split('=')
  await context.clearCookies()
  if (name !== 'sign-in') await context.addCookies([{ name: cookie_name, value, url: shown.url }])
  const page = await context.newPage()
  await page.goto(`${shown.url}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  if (name === 'test-events') await sendTest(page, shown)
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  // Charts are drawn when they know their width, fonts when they are there.
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(400)
  await page.screenshot({ path: file })
  console.log(file)
  await page.close()
}

/** Two reports of a test, one of them a copy, while the page looks on. */
async function sendTest(page, { url, troubled, access_token }) {
  await page.getByText('Live', { exact: true }).waitFor()
  const event = (event_name, event_id, custom_data) => ({
    event_name,
    event_id,
    event_time: Math.floor(Date.now() / 1000),
    action_source: 'website',
    event_source_url: 'https://store.example/checkout',
    user_data: { client_ip_address: '192.0.2.7', client_user_agent: 'Mozilla/5.0' },
    custom_data,
  })
  const order = `order-${Date.now()}`
  const data = [
    event('AddToCart', `cart-${order}`, { value: 24.9, currency: 'EUR', content_ids: ['sku-1'] }),
    event('Purchase', order, { value: 24.9, currency: 'EUR', order_id: order }),
    event('Purchase', order, { value: 24.9, currency: 'EUR', order_id: order }),
  ]
  const body = { data, access_token, test_event_code: TEST_CODE }
  await fetch(`${url}/v25.0/${troubled}/events`, asked(url, body))
  await page
    .getByRole('button', { name: /Purchase/ })
    .first()
    .waitFor()
}
