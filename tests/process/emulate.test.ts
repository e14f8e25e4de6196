import { once } from 'node:events'
import { expect, test } from 'vitest'
import { get, newAgent, post, purchase, purchaseBeacon, sendBeacon, sendEvents } from './client.js'
import { eventually, run, spawnCommand } from './server-process.js'

const DATASET = { id: '1832195656904796', access_token: 'EAAprocess' }

async function startEmulate(...args: string[]) {
  const started = spawnCommand(['emulate', '--port', '0', ...args])
  const url = await eventually(
    'emulate says where it listens',
    async () => /^Countersign emulates Meta on (http:\S+)$/m.exec(started.output.stdout)?.[1],
  )
  return { ...started, url }
}

test('emulate: a browser and a server report one Purchase, a failure is set, a signal ends it', async () => {
  const { url, child, exited } = await startEmulate('--token', DATASET.access_token)
  const dispatcher = newAgent()
  const answers = [
    await sendBeacon(url, DATASET.id, purchaseBeacon('A1'), dispatcher),
    await sendEvents(url, DATASET, [purchase('A1')], dispatcher),
    await sendEvents(url, { ...DATASET, access_token: 'EAAother' }, [purchase('A2')], dispatcher),
    await post(`${url}/emulator/fail`, '{"status":503,"count":1}', '', dispatcher),
    await sendEvents(url, DATASET, [purchase('A2')], dispatcher),
    await sendEvents(url, DATASET, [purchase('A2')], dispatcher),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 200, 503, 200])
  const count = JSON.parse((await get(`${url}/emulator/count`, dispatcher)).text)
  expect(count).toMatchObject({
    requests: 4,
    requests_refused: 1,
    requests_failed: 1,
    received: 3,
    counted: 2,
    both: 1,
  })
  const library = await get(`${url}/en_US/fbevents.js?id=${DATASET.id}`, dispatcher)
  expect([library.status, library.text.includes(DATASET.id)]).toEqual([200, true])
  await dispatcher.close()
  child.kill('SIGTERM')
  expect(await exited).toEqual({ code: 0, signal: null })
})

test('emulate: a request that hangs does not keep it from stopping', async () => {
  const { url, child, exited } = await startEmulate()
  await post(`${url}/emulator/fail`, '{"hang":true,"taken":true}', '')
  const hanging = sendEvents(url, DATASET, [purchase('A1')]).then(
    () => 'answered',
    () => 'let go',
  )
  await eventually('the event is taken', async () =>
    JSON.parse((await get(`${url}/emulator/count`)).text).counted === 1 ? true : undefined,
  )
  child.kill('SIGINT')
  expect([await hanging, (await exited).code]).toEqual(['let go', 0])
})

const refused: [args: string[], says: string][] = [
  [['--port', 'x'], '--port x: give 0 to 65535'],
  [['--latency', '-1'], '--latency -1: give a whole number'],
  [['--keep', 'all'], '--keep all: give a whole number'],
  [['--dataset', 'shop'], '--dataset shop: give an id of digits'],
]
for (const [args, says] of refused)
  test(`emulate ${args.join(' ')} is refused`, async () => {
    const { code, stderr } = await run(['emulate', ...args])
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)])
  })

test('emulate: a port that is taken is named', async () => {
  const { url } = await startEmulate()
  const second = spawnCommand(['emulate', '--port', new URL(url).port])
  await once(second.child, 'close')
  expect([second.child.exitCode, second.output.stderr]).toEqual([1, expect.stringContaining('is in use')])
})
