import { expect, test } from 'vitest'
import { aWorld } from '../browser/world.js'
import { violations } from './axe.js'
import { newPage } from './opened.js'

const world = aWorld()
const WIDE = { width: 1280, height: 800 }
const SMALL = { width: 360, height: 740 }

/** A page of somebody who has not signed in: they are told so with a 401, which a browser writes down as well. */
async function opened(path: string, colorScheme: 'light' | 'dark', viewport = WIDE) {
  const { browser, server } = world()
  const { page, errors } = await newPage(browser, undefined, { colorScheme, viewport, expected: /401/ })
  await page.goto(`${server.url}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return { page, errors }
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
