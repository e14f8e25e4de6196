import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openBrowser } from '../browser/world.js'
import { ending } from '../delivery/scene.js'
import { createDataset } from '../process/client.js'
import { type Commands, commandsOn, startServer, temporaryDirectory } from '../process/server-process.js'
import { violations } from './axe.js'

const HEAD = 'order_id,placed_at,value,currency,email'
const rowOf = (order_id: string, value: string) =>
  `${order_id},${new Date().toISOString()},"${value}",EUR,jo@shop.example`

let commands: Commands
let browser: Browser
let url: string
let access_token: string
const { after, end } = ending()
beforeAll(async () => {
  const directory = temporaryDirectory(after)
  commands = commandsOn(directory, after)
  url = (await startServer(directory, { after })).url
  browser = await openBrowser()
  after(() => browser.close())
  access_token = (await commands.json<{ access_token: string }>('token', 'create', '--admin')).access_token
}, 60_000)
afterAll(end)

/** The page Orders of a new dataset, before somebody of that role. */
async function opened(role = 'administrator') {
  const { id } = await createDataset(commands)
  const context = await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${access_token}` } })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (said) => {
    if (said.type() === 'error' && !said.text().includes('status of 400')) errors.push(said.text())
  })
  const person = { id: '1', email: 'a@shop.example', role, datasets: 'all', has_totp: false }
  await page.route('**/api/session', (route) => route.fulfill({ json: { person } }))
  await page.goto(`${url}/d/${id}/orders`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return { page, errors }
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
  await page.getByText('has no column for order_id').waitFor()

  await file.setInputFiles(csv(rowOf('A1', '9.50'), rowOf('A2', '1,234'), 'A3,then,1,EUR,'))
  await page.getByText('1 order can be imported.').waitFor()
  const bad = page.getByRole('region', { name: 'Rows that cannot be read' }).getByRole('row')
  expect(await bad.allInnerTexts()).toHaveLength(3)
  expect(await violations(page)).toEqual([])
  await page.getByLabel('Decimal sign').selectOption('comma')
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
