import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DIAGNOSED_NOW_MS, diagnosed } from '@countersign/core/testing'
import {
  type AuditCode,
  type Configuration,
  catchUp,
  encodeLine,
  encodeRow,
  openCounting,
  openDelivery,
  openJournalWriter,
  openLedger,
} from '@countersign/storage'
import { Command } from 'commander'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openData, withConfiguration } from '../data.js'
import { otherCommands } from './other-commands.js'

/** They change nothing of a data directory that they are given, or make one of their own (`demo`, `restore`). */
const LOOKS = [
  ...[
    'demo',
    'dataset list',
    'dataset show',
    'token list',
    'user list',
    'destination list',
    'destination show',
  ],
  ...[
    'delivery status',
    'delivery ledger',
    'delivery show',
    'consent list',
    'diagnose',
    'quality',
    'troubleshoot',
  ],
  ...[
    'issue list',
    'alert list',
    'domain list',
    'events',
    'stats',
    'verify',
    'export',
    'aem show',
    'backup',
    'send',
  ],
  ...['test-events', 'hash', 'emulate', 'snippet'],
]

const ID = '1795400000000001'
const DOOMED = '1795400000000002'
const MAILER = ['--kind', 'webhook', '--url', 'http://127.0.0.1:9/', '--allow-private-host', '127.0.0.1']
const PERSON = ['--dataset', ID, '--email', 'a@shop.example']
const SINCE = ['--since', '24h']
/** In this order, on one data directory: `1` is the first destination and channel; `LETTER` one of its dead letters. */
const changes: [argv: string, more: string[], writes: AuditCode][] = [
  ['dataset create --name Shop --id', [DOOMED], 'dataset.created'],
  [`dataset set ${ID} block_bots true`, [], 'dataset.changed'],
  [`dataset set ${ID} domain shop.example`, [], 'dataset.changed'],
  [`dataset rename ${ID} Brand`, [], 'dataset.changed'],
  [`dataset archive ${ID}`, [], 'dataset.changed'],
  [`dataset unarchive ${ID}`, [], 'dataset.changed'],
  [`dataset delete ${DOOMED} --yes`, [], 'dataset.deleted'],
  [`token create --dataset ${ID} --label`, ['CI'], 'token.created'],
  ['token revoke TOKEN', [], 'token.revoked'],
  ['user create --email a@shop.example --role analyst', [], 'person.created'],
  ['user reset a@shop.example', [], 'person.reset'],
  ['user disable a@shop.example', [], 'person.changed'],
  ['user enable a@shop.example', [], 'person.changed'],
  ['user delete a@shop.example', [], 'person.deleted'],
  [`destination add --dataset ${ID} --to 1832195656904796 --token EAAB`, [], 'destination.created'],
  ['destination set 1 hold_seconds 5', [], 'destination.changed'],
  ['destination pause 1', [], 'destination.changed'],
  ['destination resume 1', [], 'destination.changed'],
  ['destination token 1 --token EAAC', [], 'destination.changed'],
  ['delivery edit 1 LETTER EVENT', [], 'letter.edited'],
  ['delivery resend 1 LETTER', [], 'letter.resent'],
  ['delivery resend 1 --all-refused', [], 'letters.resent'],
  ['delivery replay 1', SINCE, 'letters.replayed'],
  ['destination remove 2 --yes', [], 'destination.deleted'],
  ['consent revoke', PERSON, 'consent.revoked'],
  ['consent grant', PERSON, 'consent.granted'],
  ['issue resolve ISSUE', [], 'issue.marked'],
  ['issue ignore ISSUE', [], 'issue.marked'],
  ['issue restore ISSUE', [], 'issue.marked'],
  [`alert add --dataset ${ID}`, [...MAILER, '--secret-file', 'SECRET'], 'alert.created'],
  ['alert test 1', [], 'alert.tested'],
  ['alert remove 1', [], 'alert.deleted'],
  [`domain add --dataset ${ID} --domain shop.example`, [], 'domain.added'],
  [`domain verify --dataset ${ID}`, [], 'domain.verified'],
  [`domain remove --dataset ${ID} --domain shop.example`, [], 'domain.removed'],
  [`aem set --dataset ${ID} --file SLOTS`, [], 'aem.changed'],
  [`reconcile --dataset ${ID} --orders ORDERS --min-accuracy 0`, [], 'orders.imported'],
  [`orders secret --dataset ${ID}`, [], 'orders_secret.created'],
  [`orders secret --dataset ${ID} --remove`, [], 'orders_secret.removed'],
  [`orders release --dataset ${ID}`, [], 'purchases.released'],
  [`import SIGHTINGS --dataset ${ID}`, [], 'sightings.imported'],
  [`rebuild --dataset ${ID}`, [], 'dataset.rebuilt'],
  ['restore BACKUP --force', [], 'data.restored'],
]

const scene: { root: string; data: string; named: { [name: string]: string } } = {
  root: '',
  data: '',
  named: {},
}

beforeAll(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  vi.stubEnv('COUNTERSIGN_ALERT_SECRET', undefined)
  scene.root = mkdtempSync(join(tmpdir(), 'countersign-changing-'))
  scene.data = join(scene.root, 'data')
  setScene()
})
afterAll(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(scene.root, { recursive: true, force: true })
})

const EVENT = {
  event_name: 'Lead',
  event_time: Math.floor(Date.now() / 1_000) - 60,
  action_source: 'website' as const,
  event_source_url: 'https://shop.example/thanks',
  user_data: { em: ['a'.repeat(64)], client_user_agent: 'UA' },
}

/** A dataset with two dead letters at its first destination, an issue, and Purchases that are held. */
function setScene(): void {
  const { paths, configuration } = openData(scene.data)
  configuration.createDataset({ id: ID, name: 'Shop' })
  const destinations = ['Meta', 'Other'].map((name) => {
    const added = configuration.createDestination(
      {
        dataset_id: ID,
        kind: 'meta',
        name,
        target_id: '1832195656904796',
        hold_seconds: 0,
        from_position: 1,
      },
      { access_token: 'EAAB', app_secret: null },
    )
    if (typeof added === 'string') throw new Error(added)
    return added
  })
  const [destination] = destinations
  if (destination === undefined) throw new Error('there is none')
  configuration.recordIssues(ID, [diagnosed()], DIAGNOSED_NOW_MS)
  const [issue] = configuration.issues(ID)
  configuration.holdPurchases(ID, 'more were counted than the shop has')
  // From now on it is told.
  const counting = openCounting(paths, configuration)
  const delivery = openDelivery(paths, configuration)
  const clocks = { wall_ms: Date.now, steady_ms: () => performance.now() }
  const journal = openJournalWriter(paths.journal, true, clocks)
  const line = (event_id: string) =>
    encodeLine({ dataset_id: ID, channel: 'server', event: { ...EVENT, event_id, custom_data: {} } })
  journal.append('live', encodeRow(['a', 'b'].map(line)))
  journal.close()
  catchUp(counting, configuration)
  counting.close()
  while (delivery.step());
  const taken = delivery.outbox.take(destination, 10, Date.now())
  const refusal = { http: 400, code: 100, subcode: 1, title: 'No', message: 'No', fbtrace_id: 'A' }
  const refused = (taken?.events ?? []).map(({ seq }) => ({ seq, refusal }))
  const answer = { http: 200, fbtrace_id: 'A', events_received: 0, why: null, sent: [], again: [] }
  delivery.outbox.record(taken?.request_id ?? 0, { ...answer, refused }, Date.now())
  delivery.close()
  const ledger = openLedger(paths, configuration, Date.now)
  const [letter] = ledger?.entries(destination.id, { limit: 1 }) ?? []
  ledger?.close()
  const { id: token } = configuration.createToken(ID, 'old')
  configuration.close()
  scene.named = { LETTER: letter?.sighting_id ?? '', TOKEN: token, ISSUE: String(issue?.id), ...files() }
}

function files(): { [name: string]: string } {
  const sighting = {
    channel: 'server',
    received_at_ms: Date.now() - 60_000,
    event: { ...EVENT, event_id: 'i' },
  }
  const order = { order_id: '1', placed_at: new Date().toISOString(), value: '9.50', currency: 'EUR' }
  const texts: { [name: string]: string } = {
    EVENT: JSON.stringify(EVENT),
    SECRET: randomBytes(24).toString('hex'),
    SLOTS: JSON.stringify([{ domain: 'shop.example', slots: [{ event_name: 'Purchase' }] }]),
    ORDERS: JSON.stringify([order]),
    SIGHTINGS: JSON.stringify(sighting),
  }
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(scene.root, name), text)
  const names = [...Object.keys(texts), 'BACKUP']
  return Object.fromEntries(names.map((name) => [name, join(scene.root, name)]))
}

/** @returns what it failed with, where it did */
async function run(argv: readonly string[]): Promise<unknown> {
  const program = new Command('countersign').exitOverride()
  otherCommands(program)
  const given = argv.map((word) => scene.named[word] ?? word)
  return program.parseAsync(['node', 'countersign', ...given, '--data', scene.data]).catch((error) => error)
}

const written = (): readonly { who: string; what: string; detail: unknown }[] =>
  withConfiguration(scene.data, ({ people }: Configuration) => people.audit.list({ limit: 500 }))

function leaves(command: Command, path: readonly string[] = []): string[] {
  const below = command.commands.filter((one) => one.name() !== 'help')
  if (below.length === 0) return [path.join(' ')]
  return below.flatMap((one) => leaves(one, [...path, one.name()]))
}

test('every command is known to change something, or nothing', () => {
  const program = new Command('countersign')
  otherCommands(program)
  const all = leaves(program)
  const changing = all.filter((name) => changes.some(([argv]) => `${argv} `.startsWith(`${name} `)))
  expect([...changing, ...LOOKS].sort()).toEqual([...all].sort())
})

// First, since a restore leaves no key for the secrets that were there.
test('what it says of a change is which fields were given, and never what is in them', async () => {
  await run(['dataset', 'set', ID, 'block_bots', 'false'])
  await run([
    'destination',
    'add',
    '--dataset',
    ID,
    '--to',
    '1832195656904797',
    '--token',
    'EAAsecret',
    '--hold',
    '9',
  ])
  expect(written().slice(0, 2)).toMatchObject([
    { detail: { fields: ['kind', 'target_id', 'hold_seconds', 'access_token'] } },
    { dataset_id: ID, detail: { fields: ['settings.block_bots'] } },
  ])
})

// A name server that does not answer is waited for.
test('each that changes something writes to the audit log what it was, once', {
  timeout: 60_000,
}, async () => {
  await run(['backup', 'BACKUP'])
  const in_backup = written().length
  for (const [argv, more, writes] of changes) {
    const before = writes === 'data.restored' ? in_backup : written().length
    const failed = await run([...argv.split(' '), ...more])
    const now = written()
    const new_ones = now.slice(0, now.length - before).map(({ who, what }) => `${who} ${what}`)
    expect([argv, failed instanceof Error ? failed.message : null, new_ones]).toEqual([
      argv,
      // What they look for is not there, and they have looked all the same.
      /^(domain verify|alert test)/.test(argv) ? expect.any(String) : null,
      [`cli ${writes}`],
    ])
  }
})

test('a look writes nothing, and neither does a change that was refused or had nothing to do', async () => {
  const before = written().length
  for (const argv of [
    'dataset list',
    'stats --dataset',
    `verify`,
    `consent grant --email x@shop.example --dataset`,
  ])
    await run([...argv.split(' '), ...(argv.endsWith('--dataset') ? [ID] : [])])
  expect(await run(['dataset', 'set', ID, 'block_bots', 'x'])).toBeInstanceOf(Error)
  expect(await run(['token', 'revoke', 'none'])).toBeInstanceOf(Error)
  expect(written().length).toBe(before)
})
