import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { expect, test } from 'vitest'
import { filesIn } from '../process/data-files.js'
import { commandsOn, eventually, run, temporaryDirectory } from '../process/server-process.js'
import { expectInOrder } from './account.js'
import { startEmulatorProcess } from './emulator-process.js'
import { startRecordingProxy } from './recording-proxy.js'
import { gauge, giveToken, newShop, serve, statusOf, TOKEN, taken } from './scene.js'
import { sendSome } from './traffic.js'

const APP_SECRET = '0123456789abcdef0123456789abcdef'
const NEW_TOKEN = 'EAABsbCS1iHgBO0ZCafterwards'

/** In which of its forms a secret could be written. */
const formsOf = (secret: string): string[] => [
  secret,
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('base64').slice(0, -3),
  encodeURIComponent(secret),
]

test("Meta's token goes in a header, and is in no address, no file and no line of a log", async () => {
  const emulator = await startEmulatorProcess()
  const proxy = await startRecordingProxy(() => emulator.url)
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await newShop({ directory, commands, meta_url: proxy.url })
  const server = await serve(directory, proxy.url, { env: { COUNTERSIGN_LOG: 'trace' } })
  const scene = { directory, commands, emulator, server, meta_url: proxy.url }
  // Meta repeats the token in what it says of it.
  await emulator.fail({ code: 190, message: `Malformed access token ${TOKEN}`, access_token: TOKEN })
  const events = await sendSome(scene, shop, 's')
  await eventually('it is stopped', async () => (await gauge(scene, shop, 'stopped')) || undefined)
  const stopped = await statusOf(scene, shop)
  await giveToken(scene, shop, NEW_TOKEN)
  await run(['destination', 'token', String(shop.destination), '--app-secret-stdin', '--data', directory], {
    input: APP_SECRET,
  })
  await taken(scene, shop, events)
  const { entries } = await expectInOrder(scene, shop, events)
  const commands_said = await Promise.all([
    commands.run('destination', 'list'),
    commands.run('destination', 'show', String(shop.destination)),
    commands.run('delivery', 'status', '--dataset', shop.id),
    commands.run('delivery', 'show', String(shop.destination), entries[0]?.sighting_id ?? ''),
  ])
  const found: string[] = []
  const look = (at: string, bytes: Buffer | string) => {
    for (const secret of [TOKEN, NEW_TOKEN, APP_SECRET])
      if (formsOf(secret).some((form) => bytes.includes(form))) found.push(`${secret} in ${at}`)
  }
  const lookInFiles = () => {
    for (const path of filesIn(directory)) look(relative(directory, path), readFileSync(path))
  }
  // As a kill would leave them, and as they are left in order.
  lookInFiles()
  expect((await server.stop()).code).toBe(0)
  lookInFiles()
  look('standard output', server.output().stdout)
  look('the log', server.output().stderr)
  look('the status', JSON.stringify(stopped))
  for (const { stdout, stderr } of commands_said) look('what a command printed', stdout + stderr)
  for (const { target, body } of proxy.passed) {
    look('an address', target)
    look('a body', body)
  }
  expect(found).toEqual([])
  // What is looked for was there to be written.
  const authorizations = new Set(proxy.passed.map(({ headers }) => headers.authorization))
  expect([...authorizations]).toEqual([`Bearer ${TOKEN}`, `Bearer ${NEW_TOKEN}`])
  expect(server.output().stderr).toContain('Delivery to a destination has stopped')
}, 40_000)
