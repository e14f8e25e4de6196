import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { Person } from './people.js'

/** How long a step may take on a busy machine. */
const STEP_MS_MAX = 8_000

export interface Opened {
  page: Page
  /** what the page threw, wrote as an error, was refused by its policy, or did not get: to be compared with `[]` */
  errors: string[]
}
export interface OpenedOptions extends BrowserContextOptions {
  /** errors that a test provokes; a browser writes down each request that was refused */
  expected?: RegExp
  /** takes what closes it; left out: the end of the test that opens it */
  after?: (end: () => unknown) => void
}

/** A page of somebody's own browser; what goes wrong in it is gathered. */
export async function newPage(
  browser: Browser,
  person: Person | undefined,
  {
    expected,
    after = (end) => onTestFinished(async () => void (await end())),
    ...options
  }: OpenedOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  after(() => context.close())
  context.setDefaultTimeout(STEP_MS_MAX)
  if (person !== undefined) await context.addCookies([person.cookie])
  const page = await context.newPage()
  const errors: string[] = []
  const note = (error: string) => {
    if (expected?.test(error) !== true) errors.push(error)
  }
  page.on('pageerror', ({ message }) => note(message))
  page.on('console', (said) => {
    if (said.type() === 'error') note(`${said.text()} ${said.location().url}`)
  })
  return { page, errors }
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
