import { expect, test } from 'vitest'
import { aWorld } from '../browser/world.js'
import { createDataset } from '../process/client.js'
import { violations } from './axe.js'
import { newPage, openAs } from './opened.js'
import { peopleOf } from './people.js'

const world = aWorld()
const person = peopleOf(() => world().server)

test('whoever is nobody yet signs in first, and the address says where they wanted to go', async () => {
  const { browser, server } = world()
  // They are told that they are nobody with a 401, which a browser writes down.
  const { page, errors } = await newPage(browser, undefined, { expected: /status of 401/ })
  await page.goto(`${server.url}/d/1832195656904796/events?since=28d`)
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  expect(new URL(page.url()).searchParams.get('back')).toBe('/d/1832195656904796/events?since=28d')
  expect(errors).toEqual([])
})

test('a load that fails says what failed, and can be tried again', async () => {
  const { browser, commands } = world()
  const [someone, dataset] = [await person('analyst'), await createDataset(commands)]
  const { page, errors } = await openAs(browser, someone, '/', { expected: /status of 500/ })
  const address = '**/api/datasets/*/diagnostics*'
  // A server that works cannot be made to fail at this alone.
  const error = { code: 'internal', message: 'Something went wrong.', fix: 'Try again.' }
  await page.route(address, (route) => route.fulfill({ status: 500, json: { error } }))
  await page.goto(`${someone.url}/d/${dataset.id}/diagnostics`)
  const failed = page.getByRole('alert').filter({ hasText: 'Diagnostics could not be loaded' })
  await failed.getByText('Something went wrong. Try again.').waitFor()
  expect(await violations(page)).toEqual([])
  await page.unroute(address)
  await failed.getByRole('button', { name: 'Try again' }).click()
  await failed.waitFor({ state: 'detached' })
  expect(errors).toEqual([])
})
