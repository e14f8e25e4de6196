import type { Command } from 'commander'
import { demoDirectory } from '../demo-directory.js'
import { couldNot, print, remark, wrongInput } from '../io.js'
import { inUse, readPort } from '../port.js'
import { startProgress } from '../progress.js'
import { stopped } from '../stopped.js'
import { configuredOrigin, welcomeLink } from '../welcome-link.js'

interface Options {
  port: string
  seed: string
  keep?: string
}
const SEED_MAX = 4_294_967_295
const HOST = '127.0.0.1'

/** `countersign demo`: the server on a throw-away directory with four weeks of simulated shops. */
export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description('Try it: a server with four weeks of simulated shops, on a directory that is thrown away')
    .option('--port <n>', 'where to listen (PORT)', process.env.PORT ?? '8787')
    .option('--seed <n>', 'the same number makes the same shops', '1')
    .option('--keep <dir>', 'keep the data there; it must be new or empty')
    .action(demo)
}

async function demo(options: Options): Promise<void> {
  const port = readPort(options.port)
  const seed = readSeed(options.seed)
  // Loaded here: every other command would wait for it.
  const { simulateWeeks, temporaryPlace } = await import('@countersign/demo')
  const { directory, remove } = demoDirectory(options.keep, temporaryPlace())
  const ended: (() => unknown)[] = [remove]
  let is_stopping = false
  const stop = stopped().then(() => {
    is_stopping = true
  })
  const end = async () => {
    for (const close of ended.splice(0).reverse()) await close()
  }
  try {
    const clock = { ms: Date.now() }
    let is_over = false
    const { startEmulator } = await import('@countersign/emulator')
    const emulator = await startEmulator({ now_ms: () => (is_over ? Date.now() : clock.ms) })
    ended.push(() => emulator.stop())
    const simulated = await simulate(
      directory,
      { seed, now_ms: clock.ms, emulator, clock },
      simulateWeeks,
      () => is_stopping,
    )
    is_over = true
    const { startServer } = await import('../server.js')
    const server = await startServer({
      directory,
      port,
      host: HOST,
      log_level: process.env.COUNTERSIGN_LOG ?? 'error',
      trusted_proxies: [],
      origin: configuredOrigin(),
      watches: true,
      looks_at_domains: false,
      meta_url: emulator.url,
    }).catch(inUse(HOST, port, '--port, or PORT'))
    ended.push(() => server.stop())
    tell(server.url, directory, simulated)
    if (server.first_link !== undefined)
      print(`Become the administrator: ${welcomeLink(undefined, server.url)(server.first_link)}`)
    await stop
    remark('Stopping …')
  } finally {
    await end()
  }
}

type Simulate = typeof import('@countersign/demo').simulateWeeks
type Simulated = Awaited<ReturnType<Simulate>>

async function simulate(
  directory: string,
  given: Pick<Parameters<Simulate>[0], 'seed' | 'now_ms' | 'emulator' | 'clock'>,
  simulateWeeks: Simulate,
  isStopping: () => boolean,
): Promise<Simulated> {
  const { dataPaths, SECRET_KEY_VARIABLE, secretKeyFrom } = await import('@countersign/storage')
  const paths = dataPaths(directory)
  remark(`Simulating four weeks of two shops in ${directory} …`)
  const progress = startProgress()
  try {
    return await simulateWeeks({
      ...given,
      paths,
      secret_key: secretKeyFrom(paths.secret_key, process.env[SECRET_KEY_VARIABLE], remark),
      progress(done, all) {
        if (isStopping()) throw couldNot('Stopped before the shops were ready.')
        progress.show('Receiving and counting', done, all)
      },
    })
  } finally {
    progress.end()
  }
}

function tell(url: string, directory: string, { healthy, troubled, empty_id, admin_token }: Simulated): void {
  print(`Countersign listens on ${url}`)
  print(`Data in ${directory}`)
  print(`Dataset in good order  ${healthy.dataset_id}`)
  print(`Dataset in trouble     ${troubled.dataset_id}`)
  print(`Dataset without events ${empty_id}`)
  print(`Access token of the instance: ${admin_token}`)
  print(
    `What is wrong in the second: curl -H "Authorization: Bearer ${admin_token}" ${url}/api/datasets/${troubled.dataset_id}/diagnostics`,
  )
}

function readSeed(text: string): number {
  const seed = Number(text)
  if (text.trim() === '' || !Number.isInteger(seed) || seed < 0 || seed > SEED_MAX)
    throw wrongInput(`--seed ${text}: give a whole number from 0 to ${SEED_MAX}`)
  return seed
}
