import { chromium } from 'playwright-core'
import { findChromium, HOW_TO_GET_CHROMIUM } from '../../scripts/chromium.js'
import { PASSWORD, PERSON } from '../store/keep-shop.js'
import { watchUsable } from './usable.js'

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
]
/** A page that is usable stays so for as long; less than any timer of ours that asks again. */
const STAYS_MS = 250
const MOST_MS = 15_000
const VIEWPORT = { width: 1280, height: 900 }

/** A browser in which somebody is signed in. */
export async function openSignedIn(url) {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(HOW_TO_GET_CHROMIUM)
  const browser = await chromium.launch({ executablePath, args: ARGS })
  const first = await browser.newContext()
  const signed_in = await first.request.post(`${url}/api/session`, {
    headers: { origin: url },
    data: { email: PERSON, password: PASSWORD },
  })
  if (!signed_in.ok()) throw new Error(`signing in: ${await signed_in.text()}`)
  const storageState = await first.storageState()
  await first.close()
  const cookie = storageState.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return {
    browser,
    cookie,
    /** A page in a context of its own, which has loaded nothing yet. What it throws ends the measuring. */
    async newPage() {
      const context = await browser.newContext({ storageState, viewport: VIEWPORT })
      await context.addInitScript(watchUsable)
      const page = await context.newPage()
      page.on('pageerror', (error) => process.stderr.write(`  ${page.url()}: ${error.message}\n`))
      return page
    },
  }
}

/** Opens an address as its own: the browser has nothing of ours yet. @returns ms until it is usable */
export async function openCold(page, url, shows) {
  await page.goto(url, { waitUntil: 'commit' })
  return usable(page, shows, 0)
}

/** Goes to an address from another page of ours, whose code and data are there. @returns ms until it is usable */
export async function openWithin(page, path, shows) {
  const from_ms = await page.evaluate((to) => {
    const now_ms = performance.now()
    // As a link does: the router hears of it.
    history.pushState({}, '', to)
    return now_ms
  }, path)
  return usable(page, shows, from_ms)
}

async function usable(page, shows, from_ms) {
  const given = [shows, from_ms, STAYS_MS, MOST_MS]
  const took_ms = await page.evaluate((of) => window.benchUsable(...of), given)
  if (took_ms === null) throw new Error(`${page.url()} did not come to show ${shows}`)
  return took_ms
}
