import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { exampleOf, LANGUAGES, RUNS } from '../../packages/events-manager/src/pages/add-events/examples.js'
import { readEvents } from '../process/books.js'
import { createDataset } from '../process/client.js'
import {
  type After,
  type Commands,
  commandsOn,
  eventually,
  startServer,
  temporaryDirectory,
} from '../process/server-process.js'

/** A compiler that starts on a busy machine takes its time. */
const RUN_MS_MAX = 60_000
/** SHA-256 of jane@shop.example, as `printf jane@shop.example | sha256sum` prints it. */
const EMAIL_SHA256 = '8911f29841d783b75058ae550fa169b290686b5e0c51aab805c85b885a963700'

let url: string
let commands: Commands
const ends: (() => unknown)[] = []
const after: After = (end) => void ends.push(end)
beforeAll(async () => {
  const directory = temporaryDirectory(after)
  url = (await startServer(directory, { after })).url
  commands = commandsOn(directory, after)
  return async () => {
    for (const end of ends.reverse()) await end()
  }
}, 60_000)

/** What shows that a language is here. */
const VERSION: { [language in (typeof LANGUAGES)[number]]: [command: string, given: string] } = {
  curl: ['curl', '--version'],
  Node: ['node', '--version'],
  Python: ['python3', '--version'],
  PHP: ['php', '--version'],
  Java: ['java', '--version'],
}
const isHere = ([command, given]: [string, string]): boolean => {
  const { status, stdout, stderr } = spawnSync(command, [given], { encoding: 'utf8' })
  // The example for Java needs text blocks and HexFormat: 17.
  const version = /(\d+)/.exec(`${stdout}${stderr}`)?.[1] ?? '0'
  return status === 0 && (command !== 'java' || Number(version) >= 17)
}

for (const language of LANGUAGES)
  test(
    `the example of Add events in ${language} runs as it stands, and its Purchase is counted`,
    async (context) => {
      if (!isHere(VERSION[language])) {
        const why = `there is no ${VERSION[language][0]} here that runs it`
        console.warn(`Skipped, the example in ${language}: ${why}`)
        return context.skip(why)
      }
      const shop = await createDataset(commands, '--domain', 'shop.example')
      const example = exampleOf(language, { origin: url, dataset_id: shop.id, host: 'shop.example' })
      const { status, stdout, stderr } = run(language, example.replace('ACCESS_TOKEN', shop.access_token))
      expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
      expect(stdout).toMatch(/"?events_received"?: ?1\b/)
      const [event] = await eventually('the event', async () => {
        const events = await readEvents(commands, shop.id)
        return events.length === 0 ? undefined : events
      })
      expect(event).toMatchObject({
        ...{ event_name: 'Purchase', event_id: 'A-1001', channels: ['server'], action_source: 'website' },
        event_source_url: 'https://shop.example/thanks',
        custom_data: { value: 49.9, currency: 'EUR', order_id: 'A-1001' },
        user_data: { em: [EMAIL_SHA256] },
      })
      expect(Math.abs(Date.now() / 1_000 - (event?.event_time ?? 0))).toBeLessThan(RUN_MS_MAX / 1_000)
    },
    2 * RUN_MS_MAX,
  )

/** Saved and run as the page says. */
function run(language: (typeof LANGUAGES)[number], text: string) {
  const how = RUNS[language]
  const cwd = temporaryDirectory()
  if (how !== null) writeFileSync(join(cwd, how.file), text)
  const env = { ...process.env, NODE_OPTIONS: '' }
  return spawnSync('sh', ['-c', how?.command ?? text], { cwd, encoding: 'utf8', timeout: RUN_MS_MAX, env })
}
