import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { readEvents, verify } from './books.js'
import { createDataset, get } from './client.js'
import { integrityOf } from './data-files.js'
import { Load } from './load.js'
import { commandsOn, startServer, temporaryDirectory } from './server-process.js'

const STOP_MS_MAX = 10_000

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s under load stops cleanly: every acknowledged sighting is there, nothing half-written',
  async (signal) => {
    const directory = temporaryDirectory()
    const commands = commandsOn(directory)
    const shop = await createDataset(commands)
    const load = new Load(shop, signal)
    const server = await startServer(directory)
    load.start(server.url, 8)
    await pause(1_500)
    const asked_ms = performance.now()
    expect(await server.stop(signal)).toEqual({ code: 0, signal: null })
    expect(performance.now() - asked_ms).toBeLessThan(STOP_MS_MAX)
    await load.stop()
    expect(load.acknowledgements).toBeGreaterThan(100)
    expect(server.output().stderr).toContain('Stopping')
    for (const [file, said] of Object.entries(integrityOf(directory)))
      expect([file, said]).toEqual([file, 'ok'])

    const next = await startServer(directory)
    await load.finish(next.url)
    expect(load.faultsIn(await readEvents(commands, shop.id, 1_000_000))).toEqual([])
    expect(await verify(commands)).toMatchObject({ balanced: true })
  },
  40_000,
)

test('a request that never ends does not keep the server from stopping', async () => {
  const server = await startServer(temporaryDirectory())
  const silent = connect(server.port, '127.0.0.1')
  onTestFinished(() => void silent.destroy())
  silent.on('error', () => {})
  await once(silent, 'connect')
  silent.write('POST /tr HTTP/1.1\r\nhost: t.shop.example\r\ncontent-length: 100\r\n\r\nhalf a bod')
  expect((await get(`${server.url}/healthz`)).status).toBe(200)
  const asked_ms = performance.now()
  expect(await server.stop()).toEqual({ code: 0, signal: null })
  expect(performance.now() - asked_ms).toBeLessThan(STOP_MS_MAX)
}, 60_000)

test('npm start prints where it listens and how to begin, and stops on SIGINT', async () => {
  const directory = temporaryDirectory()
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const env = { ...process.env, COUNTERSIGN_DATA: directory, PORT: '0', NODE_ENV: '' }
  const child = spawn('npm', ['start', '--silent'], { cwd: root, env, detached: true })
  const closed = once(child, 'close')
  // npm is a parent of the server: as a terminal does, the signal goes to all of them.
  const signal = (name: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, name)
  }
  onTestFinished(async () => {
    signal('SIGKILL')
    await closed
  })
  let printed = ''
  const begun = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      if (/listens on http/.test(printed) && /dataset create/.test(printed)) resolve()
    })
  })
  await Promise.race([begun, closed])
  const url = /^Countersign listens on (http:\/\/127\.0\.0\.1:\d+)$/m.exec(printed)?.[1]
  expect(printed).toContain(`Data in ${directory}`)
  expect((await get(`${url}/readyz`)).status).toBe(200)
  signal('SIGINT')
  const [code] = (await closed) as [number | null]
  expect(code).toBe(0)
  await expect(get(`${url}/readyz`)).rejects.toThrow()
  for (const [file, said] of Object.entries(integrityOf(directory)))
    expect([file, said]).toEqual([file, 'ok'])
}, 60_000)
