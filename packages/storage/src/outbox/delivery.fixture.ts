import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CaseSighting, caseSighting } from '@countersign/core/testing'
import Database from 'better-sqlite3'
import type { Destination, NewDestination } from '../configuration/destination.js'
import { secretKeyFrom } from '../configuration/secret-key.js'
import { openConfiguration } from '../configuration/sqlite.js'
import { encodeLine, encodeRow, type SightingLine } from '../journal/line.js'
import { openJournalWriter } from '../journal/sqlite/writer.js'
import { openCounting } from '../process/counting.js'
import { dataPaths } from '../process/data-directory.js'
import { catchUp, matchConfiguration } from '../process/match-configuration.js'
import { deliveryFile, openDelivery } from './delivery.js'
import { type Ledger, openLedger } from './open-ledger.js'
import type { OutboxState } from './states.js'
import { STATES } from './states.js'

/** A data directory whose events are counted and delivered, step by step, by one hand. */
export function deliveryFixture() {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-delivery-'))
  const paths = dataPaths(directory)
  const configuration = openConfiguration(paths.configuration, {
    now_ms: Date.now,
    randomBytes,
    secret_key: secretKeyFrom(paths.secret_key, undefined, () => {}),
  })
  const dataset = configuration.createDataset({ name: 'Shop' })
  const writer = openJournalWriter(paths.journal, true, {
    wall_ms: Date.now,
    steady_ms: () => performance.now(),
  })
  const counting = openCounting(paths, configuration)
  let delivery = openDelivery(paths, configuration)
  let made = 0

  const line = (
    given: CaseSighting & { event?: Partial<SightingLine['event']> },
    more: Partial<SightingLine>,
  ) => {
    made += 1
    const s = caseSighting(given, made, Date.now())
    return encodeLine({
      dataset_id: dataset.id,
      channel: s.channel,
      event: {
        event_name: s.event_name,
        event_time: Math.floor(Date.now() / 1000),
        event_id: s.event_id,
        action_source: 'website',
        event_source_url: 'https://shop.example/thanks',
        user_data: { em: ['a'.repeat(64)], client_user_agent: 'UA' },
        ...given.event,
        custom_data: { value: 9.5, currency: 'EUR', ...given.event?.custom_data },
      },
      ...more,
    })
  }
  const count = () => catchUp(counting, configuration)
  const tell = () => {
    while (delivery.step());
  }
  function withLedger<T>(work: (ledger: Ledger) => T): T {
    const ledger = openLedger(paths, configuration, Date.now)
    if (!ledger) throw new Error('nothing was delivered')
    try {
      return work(ledger)
    } finally {
      ledger.close()
    }
  }
  return {
    paths,
    configuration,
    dataset,
    writer,
    line,
    count,
    tell,
    get delivery() {
      return delivery
    },
    /** Receives live sightings, counts them and tells delivery. */
    receive(...sightings: Parameters<typeof line>[0][]) {
      const { position } = writer.append('live', encodeRow(sightings.map((given) => line(given, {}))))
      count()
      tell()
      return position
    },
    /** Imports sightings that were received some time ago. */
    importBefore(ago_ms: number, ...sightings: Parameters<typeof line>[0][]) {
      const lines = sightings.map((given, index) =>
        line(given, { received_at_ms: Date.now() - ago_ms, sighting_id: `old-${made}-${index}` }),
      )
      const { position } = writer.append('import', encodeRow(lines))
      const mark = { dataset_id: dataset.id, import_from: position, import_to: position }
      writer.append('mark', encodeRow([encodeLine(mark)]))
      count()
      tell()
    },
    addDestination(change: Partial<NewDestination> = {}): Destination {
      made += 1
      const added = configuration.createDestination(
        {
          dataset_id: dataset.id,
          kind: 'meta',
          name: `Meta ${made}`,
          target_id: '1832195656904796',
          hold_seconds: 0,
          from_position: counting.journal.last() + 1,
          ...change,
        },
        { access_token: 'EAAB', app_secret: null },
      )
      if (typeof added === 'string') throw new Error(added)
      return added
    },
    /** The process ends in the middle of all, and starts again. */
    restart() {
      delivery.close()
      delivery = openDelivery(paths, configuration)
      tell()
    },
    /** How many events of a destination have which state; `(gone)` behind those that are counted no longer. */
    fates(destination_id: number): Partial<Record<OutboxState | `${OutboxState} (gone)`, number>> {
      const db = new Database(deliveryFile(paths), { readonly: true })
      const rows = db
        .prepare<[number], { state: number; gone: number; count: number }>(
          'SELECT state, gone, count(*) AS count FROM outbox WHERE destination_id = ? GROUP BY state, gone',
        )
        .all(destination_id)
      db.close()
      return Object.fromEntries(
        rows.map(({ state, gone, count }) => [`${STATES[state]}${gone === 1 ? ' (gone)' : ''}`, count]),
      )
    },
    /** A rebuild that is begun, step by step, of which delivery has not been told. */
    *rebuilding() {
      const { rebuilds_wanted } = configuration.dataset(dataset.id) ?? dataset
      configuration.changeDataset(dataset.id, { rebuilds_wanted: rebuilds_wanted + 1 })
      for (let more = true; more; ) {
        matchConfiguration(counting, configuration)
        more = counting.fold.step()
        yield
      }
    },
    /** Delivery's own file is lost, and the server starts again. */
    loseLedger() {
      delivery.close()
      for (const end of ['', '-wal', '-shm']) rmSync(deliveryFile(paths) + end, { force: true })
      delivery = openDelivery(paths, configuration)
      tell()
    },
    /** Numbers of the feed are given again to something else, as when a power cut has taken the facts back a little. */
    takeFactsBack() {
      const db = new Database(paths.facts)
      const told = db.prepare('SELECT max(id) FROM changes').pluck().get()
      const other = JSON.stringify({ kind: 'forgotten', dataset_id: dataset.id, seq: 1 })
      db.prepare('UPDATE changes SET change = ? WHERE id = ?').run(other, told)
      db.close()
    },
    /** As housekeeping does with a feed that has grown long while delivery was behind. */
    dropChanges() {
      const db = new Database(paths.facts)
      db.exec('DELETE FROM changes')
      db.close()
    },
    rebuild() {
      const { rebuilds_wanted } = configuration.dataset(dataset.id) ?? dataset
      configuration.changeDataset(dataset.id, { rebuilds_wanted: rebuilds_wanted + 1 })
      count()
      tell()
    },
    withLedger,
    /** Entries, newest first. */
    ledger: (destination_id: number) =>
      withLedger((ledger) => ledger.entries(destination_id, { limit: 100 })),
    imbalances: () => withLedger((ledger) => ledger.verify()),
    close() {
      delivery.close()
      counting.close()
      writer.close()
      configuration.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
