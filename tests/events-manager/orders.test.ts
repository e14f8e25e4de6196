import { expect, test } from 'vitest'
import { aWorld } from '../browser/world.js'
import { createDataset } from '../process/client.js'
import { violations } from './axe.js'
import { openAs } from './opened.js'
import { peopleOf, type Role } from './people.js'

const world = aWorld()
const person = peopleOf(() => world().server)
const HEAD = 'order_id,placed_at,value,currency,email'
const rowOf = (order_id: string, value: string) =>
  `${order_id},${new Date().toISOString()},"${value}",EUR,jo@shop.example`

/** The page Orders of a new dataset, before somebody of that role. */
async function opened(role: Role = 'administrator') {
  const { browser, commands } = world()
  const { id } = await createDataset(commands)
  return openAs(browser, await person(role), `/d/${id}/orders`, { expected: /status of 400/ })
}

const csv = (...rows: string[]) => ({
  name: 'orders.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([HEAD, ...rows].join('\n')),
})

test('a file is tried, its bad rows are told, then it is imported and the page fills', async () => {
  const { page, errors } = await opened()
  const file = page.locator('input[type=file]')
  await file.setInputFiles({ ...csv(), buffer: Buffer.from('name;age\njo;3') })
  await page.getByText('has no column for placed_at').waitFor()

  await file.setInputFiles(csv(rowOf('A1', '9.50'), rowOf('A2', '1,234'), 'A3,then,1,EUR,'))
  await page.getByText('1 order can be imported.').waitFor()
  const bad = page.getByRole('region', { name: 'Rows that cannot be read' }).getByRole('row')
  expect(await bad.allInnerTexts()).toHaveLength(3)
  expect(await violations(page)).toEqual([])
  await page.getByLabel('Decimal sign').selectOption('point')
  await page.getByText('1 row can’t be read').waitFor()
  await page.getByRole('button', { name: 'Import 2 orders without 1 row' }).click()
  await page
    .getByText(/imported/)
    .first()
    .waitFor()
  await page.getByText('Orders that were not counted').waitFor({ timeout: 20_000 })
  expect(errors).toEqual([])
}, 60_000)

test('one who may not change imports nothing', async () => {
  const { page } = await opened('analyst')
  await page.getByText('An administrator can import a file of orders.').waitFor()
  expect(await page.locator('input[type=file]').count()).toBe(0)
})
