import { createDataset, type DatasetAccess, get } from '../process/client.js'
import {
  type After,
  type Commands,
  commandsOn,
  eventually,
  run,
  type ServerProcess,
  startServer,
  temporaryDirectory,
} from '../process/server-process.js'
import { type EmulatorProcess, startEmulatorProcess } from './emulator-process.js'

export const TOKEN = 'EAABsbCS1iHgBO0ZCdelivered'

/** A server that delivers to an emulator; all of them processes of their own. */
export interface Scene {
  directory: string
  commands: Commands
  emulator: EmulatorProcess
  /** where the server believes Meta to be */
  meta_url: string
  server: ServerProcess
}

/** A dataset with one destination. */
export interface Shop extends DatasetAccess {
  destination: number
  /** the dataset's id at Meta */
  target: string
}

export interface SceneOptions {
  /** takes what ends it; left out: the end of the test that makes it */
  after?: After | undefined
  /** of the emulator, before every answer */
  latency_ms?: number
  directory?: string
  env?: NodeJS.ProcessEnv | undefined
}

export async function newScene(options: SceneOptions = {}): Promise<Scene> {
  const { after, latency_ms = 0, directory = temporaryDirectory(after), env } = options
  const emulator = await startEmulatorProcess(['--latency', String(latency_ms)], after)
  const meta_url = emulator.url
  const server = await serve(directory, meta_url, { after, env })
  return { directory, commands: commandsOn(directory, after), emulator, meta_url, server }
}

export const serve = (
  directory: string,
  meta_url: string,
  { after, env }: Pick<SceneOptions, 'after' | 'env'> = {},
): Promise<ServerProcess> =>
  startServer(directory, { env: { ...env, COUNTERSIGN_META_URL: meta_url }, ...(after && { after }) })

/** What a test takes down at its end; for tests that run beside others, which know no current test. */
export function ending(): { after: After; end(): Promise<void> } {
  const ends: (() => unknown)[] = []
  return {
    after: (end) => void ends.push(end),
    end: async () => {
      for (const end of ends.splice(0).reverse()) await end()
    },
  }
}

/** A dataset whose events go to Meta without being held. */
export async function newShop({ directory, commands, meta_url }: Omit<Scene, 'server' | 'emulator'>) {
  const dataset = await createDataset(commands)
  const target = `9${dataset.id.slice(1)}`
  const shop: Shop = { ...dataset, target, destination: 0 }
  const args = ['destination', 'add', '--dataset', shop.id, '--to', target, '--hold', '0', '--token-stdin']
  const added = await run([...args, '--data', directory, '--json'], {
    input: TOKEN,
    env: { COUNTERSIGN_META_URL: meta_url },
    after: () => undefined,
  })
  if (added.code !== 0) throw new Error(added.stderr)
  shop.destination = (JSON.parse(added.stdout) as { id: number }).id
  return shop
}

/** Sets a destination's token again, as its owner does. */
export async function giveToken(
  { directory }: Pick<Scene, 'directory'>,
  { destination }: Shop,
  token: string,
) {
  const args = ['destination', 'token', String(destination), '--token-stdin', '--data', directory]
  const given = await run(args, { input: token, after: () => undefined })
  if (given.code !== 0) throw new Error(given.stderr)
}

export interface Status {
  id: number
  counts: Record<'waiting' | 'sending' | 'sent' | 'refused' | 'expired' | 'suppressed', number>
  reasons: Record<'refused' | 'expired' | 'suppressed', Record<string, number>>
  health: { stopped: string | null; failures: number; last_error: string | null } | null
}

export async function statusOf({ commands }: Pick<Scene, 'commands'>, shop: Shop): Promise<Status> {
  const all = await commands.json<Status[]>('delivery', 'status', '--dataset', shop.id)
  const status = all.find(({ id }) => id === shop.destination)
  if (!status) throw new Error(`There is no destination ${shop.destination}`)
  return status
}

/** Waits until so many events have their final fate, and none is on its way. */
export async function settled(
  scene: Pick<Scene, 'commands'>,
  shop: Shop,
  events: number,
  within_ms = 20_000,
) {
  let last: Status | undefined
  try {
    return await eventually(
      'all is settled',
      async () => {
        last = await statusOf(scene, shop)
        const { sent, refused, expired, suppressed, waiting, sending } = last.counts
        return sent + refused + expired + suppressed === events && waiting + sending === 0 ? last : undefined
      },
      within_ms,
    )
  } catch (error) {
    throw new Error(`${events} events: ${JSON.stringify(last)}`, { cause: error })
  }
}

/** Waits until Meta has taken so many events, which costs less than asking a command. */
export const taken = (
  { emulator }: Pick<Scene, 'emulator'>,
  { target }: Shop,
  events: number,
  within_ms = 20_000,
) =>
  eventually(
    `Meta has ${events} events`,
    async () => ((await emulator.count(target)).counted >= events ? true : undefined),
    within_ms,
  )

/** A gauge of delivery for a shop's destination, as `/metrics` has it; undefined: it is not there */
export async function gauge({ server }: Pick<Scene, 'server'>, shop: Shop, name: string, labels = '') {
  const { text } = await get(`${server.url}/metrics`)
  const of = `dataset_id="${shop.id}",destination="${shop.destination}"${labels}`
  const line = text.split('\n').find((one) => one.startsWith(`countersign_delivery_${name}{${of}}`))
  return line === undefined ? undefined : Number(line.split(' ').at(-1))
}
