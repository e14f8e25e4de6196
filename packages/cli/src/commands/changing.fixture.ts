import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DIAGNOSED_NOW_MS, diagnosed } from '@countersign/core/testing'
import {
  catchUp,
  encodeLine,
  encodeRow,
  openCounting,
  openDelivery,
  openJournalWriter,
  openLedger,
} from '@countersign/storage'
import { Command } from 'commander'
import { afterAll, beforeAll, vi } from 'vitest'
import { openData, withConfiguration } from '../data.js'
import { otherCommands } from './other-commands.js'

/** The dataset of the scene. */
export const ID = '1795400000000001'

/** A data directory on which every command that changes something has something to change, for a file of tests. */
export function changingScene() {
  const scene = { root: '', data: '', named: {} as { [name: string]: string } }
  beforeAll(() => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    vi.stubEnv('COUNTERSIGN_ALERT_SECRET', undefined)
    scene.root = mkdtempSync(join(tmpdir(), 'countersign-changing-'))
    scene.data = join(scene.root, 'data')
    scene.named = { ...setScene(scene.data), ...files(scene.root) }
  })
  afterAll(() => {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
    rmSync(scene.root, { recursive: true, force: true })
  })
  return {
    /** Runs a command; a word such as `LETTER` is what the scene calls so. @returns what it failed with, where it did */
    run: async (argv: readonly string[]): Promise<unknown> => {
      const program = new Command('countersign').exitOverride()
      otherCommands(program)
      const given = argv.map((word) => scene.named[word] ?? word)
      const line = ['node', 'countersign', ...given, '--data', scene.data]
      return program.parseAsync(line).catch((error) => error)
    },
    /** what the audit log holds, the newest first */
    written: () => withConfiguration(scene.data, ({ people }) => people.audit.list({ limit: 500 })),
  }
}

const EVENT = {
  event_name: 'Lead',
  event_time: Math.floor(Date.now() / 1_000) - 60,
  action_source: 'website' as const,
  event_source_url: 'https://shop.example/thanks',
  user_data: { em: ['a'.repeat(64)], client_user_agent: 'UA' },
}

/**
 * A dataset with two dead letters at its first destination, an issue, a domain that was verified once, and Purchases
 * that are held.
 * @returns what commands name of them
 */
function setScene(data: string): { [name: string]: string } {
  const { paths, configuration } = openData(data)
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
  const domain = configuration.domains.add(ID, 'once.example')
  if (typeof domain === 'string') throw new Error(domain)
  configuration.domains.checked(domain.id, { dns: { found: 'token' } }, Date.now())
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
  return { LETTER: letter?.sighting_id ?? '', TOKEN: token, ISSUE: String(issue?.id) }
}

/** @returns files that commands read, and the one that a backup writes, by the name that a command gives them */
function files(root: string): { [name: string]: string } {
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
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(root, name), text)
  const names = [...Object.keys(texts), 'BACKUP']
  return Object.fromEntries(names.map((name) => [name, join(root, name)]))
}
