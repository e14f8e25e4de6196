import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { aWorld } from '../browser/world.js'

const world = aWorld()
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WIDE = { width: 1280, height: 800 }
const SMALL = { width: 360, height: 740 }

/** A page whose errors, among them whatever its policy refuses, are gathered. */
async function opened(path: string, colorScheme: 'light' | 'dark', viewport = WIDE) {
  const { browser, server } = world()
  const context = await browser.newContext({ colorScheme, viewport })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (said) => {
    // Who is nobody yet is told so with a 401, which a browser writes down as well.
    if (said.type() === 'error' && !said.text().includes('401')) errors.push(said.text())
  })
  await page.goto(`${server.url}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return { page, errors }
}

/** What axe finds wrong, each with where it is. It comes in by the protocol: the page's policy lets no script in. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const found = await axe.run()
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
    )
  })
}

for (const theme of ['light', 'dark'] as const)
  for (const viewport of [WIDE, SMALL])
    test(`sign-in, ${theme}, ${viewport.width} px: nothing is refused, and axe finds nothing`, async () => {
      const { page, errors } = await opened('/sign-in', theme, viewport)
      expect(await page.title()).toBe('Sign in · Countersign')
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
      expect(errors).toEqual([])
    })

test('whoever is nobody yet signs in first, and the address says where they wanted to go', async () => {
  const { page } = await opened('/d/1832195656904796/events?since=28d', 'light')
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  expect(new URL(page.url()).searchParams.get('back')).toBe('/d/1832195656904796/events?since=28d')
})
