import { expect, test } from 'vitest'
import { aWorld } from '../browser/world.js'
import { createDataset } from '../process/client.js'
import { violations } from './axe.js'
import { openAs } from './opened.js'
import { peopleOf } from './people.js'

const world = aWorld()
const person = peopleOf(() => world().server)
/** What must be seen without being read. @source WCAG 2.2, 1.4.11 */
const EDGE_MIN = 3

/** A page of an administrator on a telephone. */
async function opened(path: string, colorScheme: 'light' | 'dark' = 'light') {
  const { browser, commands } = world()
  const shop = await createDataset(commands, '--domain', 'shop.example')
  const options = { colorScheme, viewport: { width: 360, height: 740 } }
  const { page } = await openAs(browser, await person('administrator'), `/d/${shop.id}/${path}`, options)
  return page
}

test('the search is behind a button, lies over the bar while it is used, and leads to Events', async () => {
  const page = await opened('overview')
  const field = page.getByRole('textbox', { name: /^Search events/ })
  const clip = () => field.evaluate((input) => getComputedStyle(input.closest('form') ?? input).clipPath)
  expect(await clip()).not.toBe('none')
  await page.getByRole('button', { name: 'Open the search' }).click()
  expect(await clip()).toBe('none')
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Close the search' }).click()
  expect(await clip()).not.toBe('none')

  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('/')
  expect(await clip()).toBe('none')
  await page.keyboard.press('Escape')
  expect(await clip()).not.toBe('none')

  await page.getByRole('button', { name: 'Open the search' }).click()
  await field.fill('order-1')
  await page.getByRole('button', { name: /^Search events/ }).click()
  await page.waitForURL(/\/events\?(.*&)?q=order-1/)
  expect(await clip()).not.toBe('none')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
})

test('no code lies under the button that copies it', async () => {
  const page = await opened('add-events/conversions-api?language=curl')
  for (const code of await page.locator('pre').all()) {
    const block = code.locator('xpath=ancestor::div[1]')
    const [scroll, button] = await Promise.all([
      block.locator('section').boundingBox(),
      block.getByRole('button').boundingBox(),
    ])
    if (scroll === null || button === null) throw new Error('They are not shown')
    const is_apart =
      button.y + button.height <= scroll.y ||
      button.x >= scroll.x + scroll.width ||
      button.y >= scroll.y + scroll.height
    expect(is_apart).toBe(true)
  }
})

for (const theme of ['light', 'dark'] as const)
  test(`where an empty box and a field are is seen, ${theme}: 3:1`, async () => {
    const page = await opened('test-events', theme)
    for (const name of ['mantine-Checkbox-input', 'mantine-Input-input']) {
      const [edge = '', surface = ''] = await page
        .locator(`.${name}:visible`)
        .first()
        .evaluate((input) => {
          const { borderTopColor, backgroundColor } = getComputedStyle(input)
          return [borderTopColor, backgroundColor]
        })
      expect([name, edge, surface, contrast(edge, surface) >= EDGE_MIN]).toEqual([name, edge, surface, true])
    }
  })

/** @param one, other  as a browser computes them: `rgb(1, 2, 3)` */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
