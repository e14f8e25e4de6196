import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type DemoPromise, PROMISES } from '@countersign/demo'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Commands,
  commandsOn,
  eventually,
  run,
  spawnCommand,
  temporaryDirectory,
} from './server-process.js'

/** From the command to the printed address, on a machine that runs other tests beside it. */
const READY_MS_MAX = 120_000

interface Demo {
  url: string
  directory: string
  token: string
  ids: { [dataset in DemoPromise['dataset']]: string }
  commands: Commands
}

const ends: (() => unknown)[] = []
const after = (end: () => unknown) => void ends.push(end)
let demo: Demo

async function start(args: readonly string[]) {
  const running = spawnCommand(['demo', '--port', '0', ...args], { after })
  const printed = (what: RegExp) => what.exec(running.output.stdout)?.[1] ?? ''
  await eventually(
    'the demo is ready',
    async () => (/^Access token/m.test(running.output.stdout) ? true : undefined),
    READY_MS_MAX,
  )
  return { running, printed }
}

beforeAll(async () => {
  const directory = join(temporaryDirectory(after), 'kept')
  const { printed } = await start(['--keep', directory])
  demo = {
    url: printed(/^Countersign listens on (\S+)$/m),
    directory,
    token: printed(/^Access token of the instance: (\S+)$/m),
    ids: {
      healthy: printed(/^Dataset in good order +(\d+)$/m),
      troubled: printed(/^Dataset in trouble +(\d+)$/m),
      empty: printed(/^Dataset without events +(\d+)$/m),
    },
    commands: commandsOn(directory, after),
  }
}, READY_MS_MAX)
afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function answerTo({ seen, dataset }: DemoPromise): Promise<unknown> {
  const id = demo.ids[dataset]
  if ('run' in seen) return demo.commands.json(...seen.run.split(' '), '--dataset', id)
  const address = `${demo.url}/api/datasets/${id}${seen.get}`
  const response = await fetch(address, { headers: { authorization: `Bearer ${demo.token}` } })
  expect(response.status, address).toBe(200)
  return response.json()
}

test.each(PROMISES)('$dataset: $says', async (promise) => {
  // What alerts were refused is only known once the server has tried.
  await eventually(promise.says, async () => (promise.holds(await answerTo(promise)) ? true : undefined))
})

test('its books balance', async () => {
  const { code } = await demo.commands.run('verify')
  expect(code).toBe(0)
})

test('a directory that holds something is left alone', async () => {
  const done = await run(['demo', '--port', '0', '--keep', demo.directory], { after })
  expect([done.code, done.stderr]).toEqual([2, expect.stringContaining('there is something in it already')])
})

test('stopped before it is ready, it leaves nothing behind', async () => {
  const { child, exited, output } = spawnCommand(['demo', '--port', '0'], { after })
  await eventually('it simulates', async () => (output.stderr.includes('Simulating') ? true : undefined))
  const made = /in (\S+) …/.exec(output.stderr)?.[1] ?? expect.fail(output.stderr)
  expect(existsSync(made)).toBe(true)
  child.kill('SIGTERM')
  expect((await exited).code).toBe(1)
  expect(existsSync(made)).toBe(false)
})
