import { randomUUID } from 'node:crypto'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { findChromium, HOW_TO_GET_CHROMIUM } from '../../scripts/chromium.js'
import { type Books, type CountedEvent, readEvents, readStats } from '../process/books.js'
import { createDataset } from '../process/client.js'
import {
  type After,
  type Commands,
  commandsOn,
  eventually,
  type ServerProcess,
  startServer,
  temporaryDirectory,
} from '../process/server-process.js'
import { type ShopServer, startShop } from './shop-server.js'

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Hosts of a shop and its tracking, as visitors have them: all are this machine.
  '--host-resolver-rules=MAP *.example 127.0.0.1, MAP *.co.uk 127.0.0.1',
]

/** The real server on a directory of its own, and a browser, for a file of tests. */
export interface World {
  server: ServerProcess
  browser: Browser
  commands: Commands
}

/** Starts them before a file's tests, and ends them after. @param env  the server's */
export function aWorld(env: NodeJS.ProcessEnv = {}): () => World {
  let world: World | undefined
  const ends: (() => unknown)[] = []
  const after: After = (end) => void ends.push(end)
  beforeAll(async () => {
    const directory = temporaryDirectory(after)
    const [server, browser] = await Promise.all([startServer(directory, { after, env }), openBrowser()])
    after(() => browser.close())
    world = { server, browser, commands: commandsOn(directory, after) }
  }, 60_000)
  afterAll(async () => {
    for (const end of ends.reverse()) await end()
  })
  return () => {
    if (world === undefined) throw new Error('The world is not there yet')
    return world
  }
}

/**
 * @param back_forward_cache  as visitors' browsers have it. Playwright loses sight of a page that comes back from
 *                            it: such a page can be watched by what it sends
 */
export async function openBrowser(back_forward_cache = false): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(HOW_TO_GET_CHROMIUM)
  const ignoreDefaultArgs = back_forward_cache ? ['--disable-back-forward-cache'] : []
  return chromium.launch({ executablePath, args: ARGS, ignoreDefaultArgs })
}

/** A shop of a test's own: a dataset, its pages, its visitors, and its books. */
export interface Shop {
  dataset_id: string
  server: ShopServer
  /** the address of a page; the host is the dataset's own site, unless another one is given */
  page(path: string, host?: string): string
  /** a browser of its own, as a visitor has; its pages' errors fail the test */
  visitor(options?: VisitorOptions): Promise<Visitor>
  /**
   * Expects these events to be counted, and no others.
   * @param page  one that sends a last event, which is not counted in
   */
  counted(wanted: Counts, page?: Page): Promise<void>
  events(): Promise<CountedEvent[]>
  stats(): Promise<Books>
}
export interface VisitorOptions extends BrowserContextOptions {
  /** console errors that a test provokes */
  expected?: RegExp
  /** another one than the world's */
  browser?: Browser
}
export interface Visitor {
  context: BrowserContext
  open(path: string, host?: string): Promise<Page>
}

const SITE = 'shop.example'

export async function newShop(
  { commands, server, browser }: World,
  settings: { [key: string]: string } = {},
): Promise<Shop> {
  const dataset = await createDataset(commands, '--domain', SITE)
  for (const [key, value] of Object.entries(settings))
    await commands.json('dataset', 'set', dataset.id, key, value)
  const tracker = `http://t.${SITE}:${server.port}`
  const { snippet } = await commands.json<{ snippet: string }>(
    'snippet',
    '--dataset',
    dataset.id,
    '--host',
    tracker,
  )
  const shop = await startShop({ snippet, dataset, tracker, url: server.url })
  onTestFinished(() => shop.close())
  const page = (path: string, host = SITE) => `http://${host}:${shop.port}${path}`
  const stats = () => readStats(commands, dataset.id)
  return {
    dataset_id: dataset.id,
    server: shop,
    page,
    visitor: (options) => newVisitor(browser, page, options),
    counted: (wanted, last) => countedAre(wanted, last, stats),
    events: () => readEvents(commands, dataset.id),
    stats,
  }
}

type Counts = { [event_name: string]: number }

/**
 * Waits until as many events are counted as are wanted, then compares all of them: one too many is as wrong as
 * one missing. A last event of the page's is waited for, so that what it sent before is here.
 */
async function countedAre(
  wanted: Counts,
  page: Page | undefined,
  stats: () => Promise<Books>,
): Promise<void> {
  const last = page === undefined ? undefined : await sendLast(page)
  const all = Object.values(wanted).reduce((sum, count) => sum + count, 0)
  const counts = async (): Promise<Counts> => {
    const { by_event } = await stats()
    if (last !== undefined && by_event[last] === undefined) return {}
    const ours = Object.entries(by_event).filter(([name]) => !name.startsWith(LAST))
    return Object.fromEntries(ours.map(([name, { counted }]) => [name, counted]))
  }
  const isThere = async () => {
    const now = await counts()
    return Object.values(now).reduce((sum, count) => sum + count, 0) >= all ? now : undefined
  }
  const now = await eventually('all that is wanted', isThere, WAIT_MS).catch(counts)
  expect(now).toEqual(wanted)
}
const LAST = 'Last'
/** What failed waits five seconds before it is sent again. */
const WAIT_MS = 12_000

async function sendLast(page: Page): Promise<string> {
  const name = `${LAST} ${randomUUID()}`
  await page.evaluate((given) => (globalThis as unknown as WithPixel).fbq('trackCustom', given), name)
  return name
}

/** A page's window, as far as it concerns us. */
export interface WithPixel {
  fbq(...given: unknown[]): void
}

async function newVisitor(
  browser: Browser,
  address: Shop['page'],
  options: VisitorOptions = {},
): Promise<Visitor> {
  const { expected, browser: other, ...of_context } = options
  const context = await (other ?? browser).newContext(of_context)
  context.setDefaultTimeout(STEP_MS_MAX)
  const errors: string[] = []
  const note = (error: string) => {
    if (expected?.test(error) !== true) errors.push(error)
  }
  context.on('console', (message) => {
    const [type, said] = [message.type(), message.text()]
    // What the library warns of is meant for the page's developer, and is not what these tests are about.
    if (type === 'error' || (type === 'warning' && !said.startsWith('[Countersign]')))
      note(`${type}: ${said}`)
  })
  // Unhandled rejections are among them.
  context.on('weberror', (error) => note(String(error.error())))
  onTestFinished(async () => {
    await context.close()
    if (errors.length > 0) throw new Error(`The page complained:\n${errors.join('\n')}`)
  })
  const open = async (path: string, host?: string) => {
    const page = await context.newPage()
    await page.goto(address(path, host))
    return page
  }
  return { context, open }
}
const STEP_MS_MAX = 10_000
