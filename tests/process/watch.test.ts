import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dataPaths, openPersonKeys } from '@countersign/storage'
import { expect, onTestFinished, test } from 'vitest'
import { createDataset, get } from './client.js'
import { commandsOn, eventually, run, startServer, temporaryDirectory } from './server-process.js'

const DAY_MS = 86_400_000

const KEY = 'a-key-of-our-own'

interface Heard {
  signature: string
  body: string
  issues: { code: string; event_name: string }[]
}

/** Where alerts are sent to. */
async function listener() {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request.setEncoding('utf8')) body += piece
    const signature = String(request.headers['x-countersign-signature'])
    heard.push({ signature, body, issues: JSON.parse(body).issues })
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** A server that hashes nothing for an email. */
const faulty = (event_name: string, n: number) => ({
  event_name,
  event_time: Math.floor(Date.now() / 1_000),
  event_id: `${event_name}_${n}`,
  action_source: 'website',
  event_source_url: 'https://shop.example/thanks',
  user_data: {
    em: ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    client_ip_address: `203.0.113.${n % 250}`,
    client_user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
  },
  custom_data: { value: n + 0.5, currency: 'USD' },
})

test('a running server finds what is wrong, and tells it once, signed, as one message', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const { id, access_token } = await createDataset(commands)
  const { heard, url } = await listener()
  const channel = ['--kind', 'webhook', '--url', url, '--allow-private-host', '127.0.0.1', '--digest', '0']
  const added = await run(
    ['alert', 'add', '--dataset', id, ...channel, '--secret-stdin', '--data', directory],
    { input: `${KEY}\n` },
  )
  expect(added.code).toBe(0)
  const server = await startServer(directory, { env: { COUNTERSIGN_SIGNALS: '3' } })
  const send = async (event_name: string) => {
    const data = Array.from({ length: 200 }, (_, n) => faulty(event_name, n))
    const sent = await fetch(`${server.url}/v24.0/${id}/events?access_token=${access_token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data }),
    })
    expect(sent.status).toBe(200)
  }
  const issues = () => commands.json<{ code: string; state: string }[]>('issue', 'list', '--dataset', id)
  const told = (count: number) =>
    eventually(`message ${count}`, async () => (heard.length >= count ? true : undefined), 40_000)

  await send('Purchase')
  await told(1)
  const found = await issues()
  expect(found.every(({ state }) => state === 'active')).toBe(true)
  const [first] = heard
  // All that was found is in the one message.
  expect(first?.issues.map(({ code }) => code).sort()).toEqual(found.map(({ code }) => code).sort())
  expect(first?.issues).toContainEqual(
    expect.objectContaining({ code: 'hash_of_nothing', event_name: 'Purchase' }),
  )
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(first?.signature ?? '') ?? []
  expect(v1).toBe(createHmac('sha256', KEY).update(`${t}.${first?.body}`).digest('hex'))

  // What comes next was found by a later judgement, which saw the first as well, and told it no more.
  await send('Lead')
  await told(2)
  expect(heard).toHaveLength(2)
  const names = heard.flatMap((message) => message.issues.map((one) => `${one.code} ${one.event_name}`))
  expect(names).toContain('hash_of_nothing Lead')
  expect(new Set(names).size).toBe(names.length)

  const { text } = await get(`${server.url}/metrics`)
  expect(text).toContain('countersign_signals_lag_rows 0')
  const stopping_ms = performance.now()
  expect(await server.stop()).toEqual({ code: 0, signal: null })
  expect(performance.now() - stopping_ms).toBeLessThan(5_000)
  expect(heard).toHaveLength(2)
}, 100_000)

test('with COUNTERSIGN_SIGNALS=off nothing is watched, and counting goes on', async () => {
  const directory = temporaryDirectory()
  const { id } = await createDataset(commandsOn(directory))
  const keys = openPersonKeys(dataPaths(directory).person_keys, randomBytes)
  onTestFinished(() => keys.close())
  const digestsThen = () => keys.digests(id, 'a person', Date.now() - 30 * DAY_MS)
  const before = digestsThen()
  const server = await startServer(directory, { env: { COUNTERSIGN_SIGNALS: 'off' } })
  // What is over is destroyed all the same: nobody can say any more whose a digest was.
  keys.keepOnly([id])
  expect(digestsThen()).not.toEqual(before)
  await get(`${server.url}/tr?id=${id}&ev=PageView`)
  expect(await commandsOn(directory).json('stats', '--dataset', id)).toMatchObject({ counted: 1 })
  expect((await server.stop()).code).toBe(0)
})

test.each(['0', '3601', '1.5', 'often'])(
  'COUNTERSIGN_SIGNALS=%s is refused with what to give',
  async (text) => {
    const env = { COUNTERSIGN_SIGNALS: text }
    const done = await run(['serve', '--port', '0', '--data', temporaryDirectory()], { env })
    expect(done).toMatchObject({ code: 2, stdout: '' })
    expect(done.stderr).toContain(
      `COUNTERSIGN_SIGNALS=${text}: give on, off, or from 1 to 3600 seconds between two judgements`,
    )
  },
)
