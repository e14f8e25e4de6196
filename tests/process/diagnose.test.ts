import { expect, test } from 'vitest'
import {
  createDataset,
  type DatasetAccess,
  EM,
  get,
  post,
  purchase,
  sendBeacon,
  sendEvents,
} from './client.js'
import {
  type Commands,
  commandsOn,
  type Done,
  eventually,
  startServer,
  temporaryDirectory,
} from './server-process.js'

/** Enough of each for every rule's minimum sample. */
const PURCHASES = 60
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'

interface Found {
  behind_rows: number
  active: { error: number; warning: number; info: number }
  diagnoses: {
    code: string
    severity: string
    event_name: string
    channel: string | null
    cause: string | null
    seen: string
    affected: number
    fixes: { conversions_api?: string }
    samples: { sighting_id: string }[]
    issue: { id: number | null; state: string }
  }[]
}

const beacon = (n: number, currency: string): Record<string, string> => ({
  ...{ ev: 'Purchase', eid: `order-${n}`, dl: 'https://shop.example/thanks', fbp: fbpOf(n) },
  ...{
    'cd[value]': amountOf(n),
    'cd[currency]': currency,
    'cd[order_id]': `${n}`,
    'cd[content_ids]': '["a"]',
  },
})
const fromServer = (n: number, event_id: string | null): object =>
  purchase(event_id ?? '', {
    event_id,
    user_data: {
      ...{ em: [EM], ph: [EM], fbp: fbpOf(n), client_user_agent: USER_AGENT },
      ...{ client_ip_address: `203.0.113.${n}`, external_id: `customer-${n}` },
    },
    custom_data: { value: Number(amountOf(n)), currency: 'USD', order_id: `${n}`, content_ids: ['a'] },
  })
const VISITED_MS = Date.now() - 60_000
const fbpOf = (n: number) => `fb.1.${VISITED_MS}.${1_000_000 + n}`
const amountOf = (n: number) => `${10 + n}.5`

/** @param fault  the server sends no ids, and the page a sign instead of a currency */
async function sendPurchases(url: string, shop: DatasetAccess, fault: boolean, from = 0): Promise<void> {
  const numbers = Array.from({ length: PURCHASES }, (_, n) => from + n)
  for (const n of numbers) await sendBeacon(url, shop.id, beacon(n, fault ? '$' : 'USD'))
  const data = numbers.map((n) => fromServer(n, fault ? null : `order-${n}`))
  expect((await sendEvents(url, shop, data)).status).toBe(200)
}

async function diagnose(commands: Commands, shop: DatasetAccess): Promise<Done & { found: Found }> {
  const done = await commands.run('diagnose', '--dataset', shop.id, '--json')
  return { ...done, found: JSON.parse(done.stdout) }
}

test('what is wrong is found with its cause, without a server and beside one, and gates a release', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const faulty = await createDataset(commands, '--domain', 'shop.example')
  const mended = await createDataset(commands, '--domain', 'shop.example')
  const first = await startServer(directory)
  await sendPurchases(first.url, faulty, true)
  await sendPurchases(first.url, mended, false)
  await first.stop()

  const { code, stderr, found } = await diagnose(commands, faulty)
  expect([code, found.behind_rows]).toEqual([1, 0])
  expect(stderr).toMatch(/\d+ active errors?: .*invalid_currency/)
  const byCode = new Map(found.diagnoses.map((one) => [one.code, one]))
  expect(byCode.get('invalid_currency')).toMatchObject({ event_name: 'Purchase', channel: 'browser' })
  expect(byCode.get('missing_event_id')).toMatchObject({
    ...{ event_name: 'Purchase', severity: 'warning', seen: expect.stringMatching(/\d/) },
    ...{ fixes: { conversions_api: expect.stringContaining('event_id') }, issue: { id: expect.any(Number) } },
  })
  const ids = byCode.get('invalid_currency')?.samples.map(({ sighting_id }) => sighting_id) ?? []
  const events = await commands.lines<{ sightings: { sighting_id: string }[] }>(
    ...['events', '--dataset', faulty.id, '--limit', '1000'],
  )
  const known = new Set(events.flatMap(({ sightings }) => sightings.map(({ sighting_id }) => sighting_id)))
  expect(ids.length).toBeGreaterThan(0)
  expect(ids.filter((id) => !known.has(id))).toEqual([])
  const printed = await commands.run('diagnose', '--dataset', faulty.id, '--severity', 'error')
  expect(printed.stdout).toContain('(invalid_currency): Purchase, browser')
  expect(printed.stdout).not.toMatch(/^(warning|info):/m)

  const healthy = await diagnose(commands, mended)
  expect([healthy.code, healthy.found.active.error, healthy.stderr]).toEqual([0, 0, ''])

  const beside = await startServer(directory)
  expect((await diagnose(commands, faulty)).code).toBe(1)
  expect((await diagnose(commands, mended)).code).toBe(0)
  await sendPurchases(beside.url, faulty, true, PURCHASES)
  const again = await diagnose(commands, faulty)
  expect([again.code, again.found.behind_rows]).toEqual([1, 0])
  expect(again.found.diagnoses.find(({ code }) => code === 'invalid_currency')?.affected).toBe(2 * PURCHASES)

  // What its owner says is no matter gates nothing. The server gives what is new its number.
  const numbered = await eventually(
    'all issues have numbers',
    async () => {
      const { diagnoses } = (await diagnose(commands, faulty)).found
      return diagnoses.every(({ issue }) => issue.id !== null) ? diagnoses : undefined
    },
    30_000,
  )
  for (const { issue } of numbered) await commands.run('issue', 'ignore', String(issue.id))
  const ignored = await diagnose(commands, faulty)
  expect([ignored.code, ignored.found.active.error]).toEqual([0, 0])
  expect(ignored.found.diagnoses.map(({ issue }) => issue.state)).toContain('ignored')
}, 120_000)

test('quality and guided checks by command, by the API and in the shape of Graph', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands, '--domain', 'shop.example')
  const token = await commands.json<{ access_token: string }>('token', 'create', '--admin')
  const first = await startServer(directory)
  await sendPurchases(first.url, shop, false)
  await first.stop()

  const quality = await commands.json<{ events: object[]; behind_rows: number }>(
    'quality',
    '--dataset',
    shop.id,
  )
  expect(quality).toMatchObject({
    behind_rows: 0,
    events: [{ event_name: 'Purchase', match: { rating: 'Great' }, coverage: { coverage: 1 } }],
  })
  const nothing = await commands.run('quality', '--dataset', shop.id, '--event', 'Lead')
  expect([nothing.code, nothing.stdout]).toEqual([0, expect.stringContaining('No events')])
  const checks = await commands.json<{ patterns: object[] }>('troubleshoot', '--dataset', shop.id)
  expect(checks.patterns).toHaveLength(4)
  const one = await commands.run('troubleshoot', '--dataset', shop.id, '--pattern', 'roas_wrong')
  expect([one.code, one.stdout]).toEqual([0, expect.stringContaining('(roas_wrong)')])
  expect((await commands.run('troubleshoot', '--dataset', shop.id, '--pattern', 'all')).code).toBe(2)
  expect((await commands.run('diagnose', '--dataset', shop.id, '--severity', 'fatal')).code).toBe(2)
  expect((await commands.run('diagnose', '--dataset', '999')).code).toBe(2)

  const { url } = await startServer(directory)
  const graph = await get(
    `${url}/v24.0/dataset_quality?dataset_id=${shop.id}&access_token=${shop.access_token}&fields=web{event_name,event_match_quality{composite_score},event_coverage{percentage}}`,
  )
  expect(JSON.parse(graph.text)).toEqual({
    web: [
      {
        event_name: 'Purchase',
        event_match_quality: { composite_score: expect.any(Number) },
        event_coverage: { percentage: 100 },
      },
    ],
  })
  const api = `${url}/api/datasets/${shop.id}`
  const nobody = await get(`${api}/quality`)
  expect(nobody.status).toBe(401)
  const marked = await post(`${api}/issues/1`, JSON.stringify({ state: 'ignored' }), shop.access_token)
  expect(marked.status).toBe(403)
  const unknown = await post(`${api}/issues/9999`, JSON.stringify({ state: 'ignored' }), token.access_token)
  expect(unknown.status).toBe(404)
}, 120_000)
