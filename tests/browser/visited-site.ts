import type { PixelSettings } from '@countersign/pixel/serve'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { type BeaconSite, beaconSite } from './beacon-site.js'
import { openBrowser } from './world.js'

/** A beacon site, and a browser that visits it, for a file of tests. */
export interface VisitedSite extends BeaconSite {
  /** Opens a page in a browser of its own; what its console or its scripts complain of fails the test. */
  visit(path: string, options?: VisitOptions): Promise<Visit>
  /** Visits a page of these elements. @param settings  the library's, instead of the defaults */
  open(head: string, settings?: Partial<PixelSettings>, options?: VisitOptions): Promise<Visit>
  /** Waits for as many beacons; whatever else the page has sent has come as well then. */
  settled(page: Page, count: number): Promise<void>
}
export interface VisitOptions extends BrowserContextOptions {
  host?: string
  /** before the page is opened */
  prepare?: (context: BrowserContext) => Promise<unknown>
  /** errors that the test provokes */
  expected?: RegExp
}
export interface Visit {
  page: Page
  context: BrowserContext
  url: string
  /** the console's warnings, which are the test's to judge */
  warnings: string[]
}

/** Starts both before a file's tests, and ends them after. */
export function aVisitedSite(): VisitedSite {
  const site = beaconSite()
  let browser: Browser | undefined
  beforeAll(async () => {
    await site.listen()
    browser = await openBrowser()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    site.close()
  })
  const newContext = (options: BrowserContextOptions) => {
    if (browser === undefined) throw new Error('The browser is not there yet')
    return browser.newContext(options)
  }
  return Object.assign(site, {
    visit,
    open(head: string, settings: Partial<PixelSettings> = {}, options: VisitOptions = {}): Promise<Visit> {
      site.reset(settings)
      site.pages.set('/x', { html: pageOf(head) })
      return visit('/x', options)
    },
    async settled(page: Page, count: number): Promise<void> {
      await site.arrived(() => site.beacons.length >= count)
      await page.evaluate("new Promise((go) => setTimeout(go)).then(() => fetch('/last'))")
    },
  })

  async function visit(
    path: string,
    { host = 'shop.example', prepare, expected, ...options }: VisitOptions = {},
  ): Promise<Visit> {
    const context = await newContext(options)
    const page = await context.newPage()
    const [errors, warnings]: [string[], string[]] = [[], []]
    page.on('console', (message) => {
      // The browser's advice to whoever writes forms is neither.
      const kept = { warning: warnings, error: errors, log: errors }[message.type() as string]
      kept?.push(message.text())
    })
    page.on('pageerror', (error) => errors.push(String(error)))
    onTestFinished(async () => {
      await context.close()
      expect(errors.filter((error) => expected?.test(error) !== true)).toEqual([])
    })
    await prepare?.(context)
    const url = `http://${host}:${site.port}${path}`
    await page.goto(url)
    return { page, context, url, warnings }
  }
}

/** A page of the shop. */
export const pageOf = (head: string, title = 'Shop'): string =>
  `<!doctype html><title>${title}</title><link rel="icon" href="data:,">${head}`

export const script = (code: string): string => `<script>${code}</script>`
