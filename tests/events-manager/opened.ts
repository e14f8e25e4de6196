import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { Person } from './people.js'

/** How long a step may take on a busy machine. */
const STEP_MS_MAX = 8_000

export interface Opened {
  page: Page
  /** all that should not be, as `watched` gathers it: to be compared with `[]` */
  errors: string[]
}
export interface OpenedOptions extends BrowserContextOptions {
  /** errors that a test provokes; a browser writes down each request that was refused */
  expected?: RegExp
  /** takes what closes it; left out: the end of the test that opens it */
  after?: (end: () => unknown) => void
}
const afterTest = (end: () => unknown) => onTestFinished(async () => void (await end()))

/** A page of somebody's own browser; what goes wrong in it is gathered. */
export async function newPage(
  browser: Browser,
  person: Person | undefined,
  { expected, after = afterTest, ...options }: OpenedOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  after(() => context.close())
  context.setDefaultTimeout(STEP_MS_MAX)
  if (person !== undefined) await context.addCookies([person.cookie])
  const page = await context.newPage()
  return { page, errors: watched(page, expected) }
}

/** What a page throws, writes as an error, is refused by its policy, does not get, asks of another host, or pops up. */
function watched(page: Page, expected: RegExp | undefined): string[] {
  const errors: string[] = []
  const note = (error: string) => {
    if (expected?.test(error) !== true) errors.push(error)
  }
  page.on('pageerror', ({ message }) => note(message))
  page.on('console', (said) => {
    if (said.type() === 'error') note(`${said.text()} ${said.location().url}`)
  })
  let home = ''
  page.on('request', (request) => {
    const { protocol, origin, href } = new URL(request.url())
    if (request.isNavigationRequest() && home === '') home = origin
    if (protocol.startsWith('http') && origin !== home) note(`asked of elsewhere: ${href.slice(0, 200)}`)
  })
  page.on('dialog', (dialog) => {
    // A page that would lose changes asks before it is left, and is left all the same.
    if (dialog.type() === 'beforeunload') return void dialog.accept()
    note(`dialog: ${dialog.message().slice(0, 200)}`)
    void dialog.dismiss()
  })
  return errors
}

/** The same, gone to an address of the person's server, and waited for its heading. */
export async function openAs(
  browser: Browser,
  person: Person,
  path: string,
  options: OpenedOptions = {},
): Promise<Opened> {
  const opened = await newPage(browser, person, options)
  await opened.page.goto(`${person.url}${path}`)
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  return opened
}

/** Lets the page's requests of a method wait for their answers, as on a slow line, until what it returns is called. */
export async function heldBack(page: Page, method: string): Promise<() => void> {
  let go_on = () => {}
  const held = new Promise<void>((resolve) => {
    go_on = resolve
  })
  await page.route('**/api/**', async (route) => {
    if (route.request().method() === method) await held
    await route.continue()
  })
  return go_on
}

/** Waits until nothing on the page is still being loaded. */
export async function settled(page: Page): Promise<void> {
  // A name of white space alone is a heading of no size.
  await page.locator('h1').first().waitFor({ state: 'attached' })
  await page.waitForFunction(
    () => document.querySelector('[aria-busy="true"], .mantine-Skeleton-root') === null,
  )
}

/** Turns the system's theme, which a page follows, and waits until its colours have changed. */
export async function themed(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor()
  await page.evaluate(async () => {
    const changing = document.getAnimations().filter((each) => each instanceof CSSTransition)
    await Promise.allSettled(changing.map(({ finished }) => finished))
  })
}

/**
 * What sticks out of the page to the right at a width, each with how far; empty where nothing does. A chart that is
 * drawn anew for the width is waited for.
 */
export async function overflows(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 })
  const fits = () => document.documentElement.scrollWidth <= window.innerWidth
  const done = await page.waitForFunction(fits, undefined, { timeout: 2_000 }).catch(() => undefined)
  if (done !== undefined) return []
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .slice(-5)
      .map((element) => {
        const { right } = element.getBoundingClientRect()
        return `${Math.round(right - window.innerWidth)} px too wide at ${window.innerWidth}: ${element.outerHTML.slice(0, 160)}`
      })
      .concat(`${document.documentElement.scrollWidth} px at ${window.innerWidth}`),
  )
}
