import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { aWorld } from '../browser/world.js'
import { createDataset, type DatasetAccess } from '../process/client.js'
import { violations } from './axe.js'
import { openAs, settled } from './opened.js'
import { peopleOf, type Role } from './people.js'

const world = aWorld()
const person = peopleOf(() => world().server)
let ours: DatasetAccess
let others: DatasetAccess
let operations: Operation[]
beforeAll(async () => {
  ;[ours, others] = await Promise.all([
    createDataset(world().commands, '--domain', 'shop.example'),
    createDataset(world().commands),
  ])
  operations = await operationsOf()
}, 60_000)

interface Control {
  path: string
  /** the name of a button, or of what looks like one */
  name: string | RegExp
  /** who may use it, beside administrators */
  also?: Role
  /** what says why somebody may not */
  why: string
}
const SETTINGS = 'Only administrators change settings.'
const DATASETS = 'Only administrators make datasets'
const PEOPLE = 'Only administrators see people and the audit log'
/** Each control that changes something, where it stands. */
const CONTROLS: Control[] = [
  { path: '/', name: 'New dataset', why: DATASETS },
  { path: '/new', name: 'Create dataset', why: DATASETS },
  { path: '/people', name: 'Invite', why: PEOPLE },
  { path: '/d/$/settings/general', name: /^Delete|^Archive/, why: SETTINGS },
  { path: '/d/$/settings/rules', name: 'Add custom conversion', why: SETTINGS },
  { path: '/d/$/settings/rules', name: 'Add event rule', why: SETTINGS },
  { path: '/d/$/settings/delivery', name: 'Add destination', why: SETTINGS },
  { path: '/d/$/settings/orders', name: /secret/, why: SETTINGS },
  { path: '/d/$/settings/alerts', name: 'Add channel', why: SETTINGS },
  {
    path: '/d/$/settings/tokens',
    name: 'New token',
    also: 'developer',
    why: 'Only administrators and developers make tokens.',
  },
  {
    path: '/d/$/priorities',
    name: 'Add priorities of a domain',
    why: 'Administrators may change priorities.',
  },
]

const byName = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).or(page.getByRole('link', { name }))

/** How many of a name there are that can be used. */
async function usable(page: Page, name: string | RegExp): Promise<number> {
  return byName(page, name).evaluateAll(
    (elements) =>
      elements.filter(
        (element) => !element.matches(':disabled, [aria-disabled="true"]') && element.checkVisibility(),
      ).length,
  )
}

for (const role of ['administrator', 'developer', 'analyst'] as const)
  test(`${role}: what changes something can be used, or says why not`, async () => {
    const { page, errors } = await openAs(world().browser, await person(role), '/')
    for (const { path, name, also, why } of CONTROLS) {
      await page.goto(`${world().server.url}${path.replace('$', ours.id)}`)
      await settled(page)
      const may = role === 'administrator' || role === also
      const said = page.getByText(why).first()
      await said.waitFor({ state: may ? 'detached' : 'visible' })
      if (may) await byName(page, name).first().waitFor()
      expect([path, name, (await usable(page, name)) > 0]).toEqual([path, name, may])
    }
    expect(errors).toEqual([])
  }, 60_000)

for (const role of ['developer', 'analyst'] as const)
  test(`${role}: fields of the settings can be read and not written`, async () => {
    const { page } = await openAs(world().browser, await person(role), '/')
    for (const section of ['general', 'key-events', 'pixel', 'traffic', 'privacy', 'orders']) {
      await page.goto(`${world().server.url}/d/${ours.id}/settings/${section}`)
      await page.locator('[data-setting]').first().waitFor()
      const writable = await page
        .locator('[data-setting] :is(input, textarea, select)')
        .evaluateAll((found) =>
          found
            .filter((one) => !one.matches(':disabled, [readonly], [type=hidden]'))
            .map((one) => one.closest('[data-setting]')?.getAttribute('data-setting')),
        )
      expect([section, writable]).toEqual([section, []])
    }
  }, 40_000)

test('whoever may not see people or the audit log is told so, and axe finds nothing', async () => {
  for (const path of ['/people', '/audit']) {
    const { page } = await openAs(world().browser, await person('analyst'), path)
    await page.getByText(PEOPLE).first().waitFor()
    expect(await violations(page)).toEqual([])
  }
})

test('a developer of one dataset sees that one alone, and of another one nothing', async () => {
  const developer = await person('developer', [ours.id])
  const home = await openAs(world().browser, developer, '/')
  await settled(home.page)
  expect(await home.page.getByRole('link', { name: /Shop/ }).count()).toBe(1)
  const { page } = await openAs(world().browser, developer, `/d/${others.id}/overview`, {
    expected: /status of 40[34]/,
  })
  await page.getByRole('alert').first().waitFor()
  expect(await page.getByRole('main').innerText()).not.toContain(others.name)
})

interface Operation {
  id: string
  method: string
  path: string
}
interface OpenApi {
  paths: { [path: string]: { [method: string]: { operationId: string } } }
}
async function operationsOf(): Promise<Operation[]> {
  const { ask } = await person('administrator')
  const { json } = await ask<OpenApi>('GET', '/api/openapi.json')
  return Object.entries(json.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path: path.startsWith('/api') ? path : `/api${path}`,
    })),
  )
}

/** Changes that are not for administrators alone, by the name of the operation: see docs/people.md. */
const OWN = [
  'signIn',
  'signOut',
  'lookAtLink',
  'useLink',
  'changePassword',
  'askForTotp',
  'enableTotp',
  'disableTotp',
]
const DEVELOPERS = [
  'createToken',
  'revokeToken',
  'previewCustomConversion',
  'previewEventRule',
  'sendTestEvents',
]

for (const role of ['developer', 'analyst'] as const)
  test(`the API refuses ${role} every change that is not theirs`, async () => {
    const { ask } = await person(role)
    const theirs = role === 'developer' ? [...OWN, ...DEVELOPERS] : OWN
    const refused = operations.filter(({ id, method }) => method !== 'GET' && !theirs.includes(id))
    expect(refused.length).toBeGreaterThan(20)
    for (const { id, method, path } of refused) {
      const address = path.replace('{dataset_id}', ours.id).replace(/\{\w+\}/g, '000000000000')
      const { status, json } = await ask<{ error?: { code: string } }>(method, address, {})
      expect([id, status, json?.error?.code]).toEqual([id, 403, 'permission_missing'])
    }
  })

test('the API tells a developer of one dataset nothing of another', async () => {
  const { ask } = await person('developer', [ours.id])
  const of_dataset = operations.filter(({ path }) => path.includes('{dataset_id}'))
  expect(of_dataset.length).toBeGreaterThan(20)
  for (const { id, method, path } of of_dataset) {
    const address = path.replace('{dataset_id}', others.id).replace(/\{\w+\}/g, '000000000000')
    const { status, json } = await ask(method, address, method === 'GET' ? undefined : {})
    expect([id, [400, 403, 404].includes(status)]).toEqual([id, true])
    expect(JSON.stringify(json)).not.toContain(others.name)
  }
})
