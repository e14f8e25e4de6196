import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readEvents, readStats, verify } from './books.js'
import { createDataset, importLine, newAgent, purchase, sendEvents } from './client.js'
import { integrityOf, rowsBehind } from './data-files.js'
import { Load } from './load.js'
import { commandsOn, eventually, spawnCommand, startServer, temporaryDirectory } from './server-process.js'

const ROUNDS = 5
const EVENTS_MAX = 1_000_000

test('kill -9 at random moments under load loses no acknowledged sighting and counts none twice', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const load = new Load(shop, 'kill')
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await startServer(directory)
    const before = load.acknowledgements
    load.start(server.url, 8)
    await pause(200 + Math.random() * 800)
    expect(await server.kill()).toMatchObject({ signal: 'SIGKILL' })
    await load.stop()
    expect(load.acknowledgements).toBeGreaterThan(before)
  }
  const server = await startServer(directory)
  await load.finish(server.url)
  expect(await verify(commands)).toMatchObject({ balanced: true, imbalances: [] })
  const events = await readEvents(commands, shop.id, EVENTS_MAX)
  expect(load.faultsIn(events)).toEqual([])
  // And it would be seen if one were lost, or counted twice.
  expect(load.faultsIn(events.slice(1))).not.toEqual([])
  expect(load.faultsIn([...events, ...events.slice(0, 1)])).not.toEqual([])
  expect(events).toHaveLength(load.events)
  const { received, counted, duplicate, rejected } = await readStats(commands, shop.id)
  expect(counted).toBe(load.events)
  expect(received.browser + received.server).toBe(counted + duplicate + rejected)
  expect(rejected).toBe(0)
  // Without an answer it may still have been journalled: then there are more sightings than acknowledgements.
  expect(counted + duplicate).toBeGreaterThanOrEqual(load.acknowledgements)
  await server.stop()
  for (const [file, said] of Object.entries(integrityOf(directory)))
    expect([file, said]).toEqual([file, 'ok'])
}, 60_000)

test('kill -9 while the fold is behind: what was acknowledged is counted after the restart', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  let acknowledged = 0
  let behind = 0
  // Acknowledging is faster than counting; how much depends on the machine, so it is tried until the fold is behind.
  for (let tries = 0; tries < 4 && behind === 0; tries += 1) {
    const server = await startServer(directory)
    const agent = newAgent(6)
    const batches = Array.from({ length: 30 }, (_, batch) =>
      Array.from({ length: 1_000 }, (_, n) => purchase(`behind-${tries}-${batch}-${n}`)),
    )
    const answers = await Promise.all(batches.map((batch) => sendEvents(server.url, shop, batch, agent)))
    await server.kill()
    await agent.destroy()
    behind = rowsBehind(directory)
    acknowledged += answers.filter((answer) => answer.status === 200).length * 1_000
  }
  expect(behind).toBeGreaterThan(0)
  // Once more, in the middle of catching up.
  const catching_up = await startServer(directory)
  await catching_up.kill()
  await startServer(directory)
  expect(await verify(commands)).toMatchObject({ balanced: true, sightings: acknowledged })
  expect(await readStats(commands, shop.id)).toMatchObject({ counted: acknowledged, duplicate: 0 })
}, 60_000)

test('kill -9 during an import beside the server: it counts nothing of it, or all', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const server = await startServer(directory)
  await sendEvents(server.url, shop, [purchase('live-1')])
  const lines = 20_000
  const start_ms = Date.now() - 3_600_000
  const file = join(directory, 'history.jsonl')
  writeFileSync(
    file,
    Array.from({ length: lines }, (_, n) =>
      importLine('server', `old-${n}`, start_ms + n, { sighting_id: `s${n}` }),
    ).join('\n'),
  )
  const importing = () => spawnCommand(['import', file, '--dataset', shop.id, '--data', directory, '--json'])

  // The command dies: at once, while it checks the file, while it writes.
  for (const after_ms of [150, 600, 900]) {
    const command = importing()
    await pause(after_ms)
    command.child.kill('SIGKILL')
    await command.exited
    expect([1, lines + 1]).toContain((await readStats(commands, shop.id)).counted)
  }
  // The server dies while an import waits for it; the next one counts it.
  const command = importing()
  await pause(1_000)
  await server.kill()
  const next = await startServer(directory)
  expect(await command.exited).toMatchObject({ code: 0 })
  expect(JSON.parse(command.output.stdout)).toEqual({ imported: lines })
  await sendEvents(next.url, shop, [purchase('live-1')])
  expect(await readStats(commands, shop.id)).toMatchObject({
    received: { browser: 0, server: lines + 2 },
    counted: lines + 1,
    duplicate: 1,
  })
  expect(await verify(commands)).toMatchObject({ balanced: true, sightings: lines + 2 })
}, 60_000)

test('regression: an import beside a server that dies counts itself, and waits for nobody', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const server = await startServer(directory)
  const lines = 2_500
  const start_ms = Date.now() - 3_600_000
  const file = join(directory, 'history.jsonl')
  writeFileSync(
    file,
    Array.from({ length: lines }, (_, n) => importLine('server', `old-${n}`, start_ms + n)).join('\n'),
  )
  // Stopped, it holds its data directory and counts nothing.
  process.kill(server.pid, 'SIGSTOP')
  const command = spawnCommand(['import', file, '--dataset', shop.id, '--data', directory, '--json'])
  const rows_and_mark = Math.ceil(lines / 1_000) + 1
  await eventually('the import is written', async () => rowsBehind(directory) === rows_and_mark || undefined)
  await server.kill()
  expect(await command.exited).toMatchObject({ code: 0 })
  expect(JSON.parse(command.output.stdout)).toEqual({ imported: lines })
  expect(await readStats(commands, shop.id)).toMatchObject({ counted: lines })
  expect(await verify(commands)).toMatchObject({ balanced: true, sightings: lines })
}, 40_000)
