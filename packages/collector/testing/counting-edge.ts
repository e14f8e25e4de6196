import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Order } from '@countersign/core'
import {
  dataPaths,
  encodeRow,
  type Journal,
  type Outbox,
  openConfiguration,
  openCounting,
  openDelivery,
  openJournalWriter,
  openReading,
  openSignalFolds,
  secretKeyFrom,
  seqOf,
} from '@countersign/storage'
import { onTestFinished } from 'vitest'
import type { Edge } from '../src/edge.js'
import { fakeEdge, noWrites } from './fakes.js'

/** The ports of a collector over a real journal and real facts in a directory of the test's own. */
export function countingEdge() {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const paths = dataPaths(directory)
  const {
    configuration: _fake,
    dataset: _dataset,
    access_token: _token,
    journal: _journal,
    now,
    ...ports
  } = fakeEdge()
  const now_ms = () => now.ms
  const secret_key = secretKeyFrom(paths.secret_key, undefined, () => {})
  const configuration = openConfiguration(paths.configuration, { now_ms, randomBytes, secret_key })
  const writer = openJournalWriter(paths.journal, true, { wall_ms: now_ms, steady_ms: now_ms })
  const counting = openCounting(paths, configuration)
  const reading = openReading(paths, configuration)
  onTestFinished(() => {
    for (const opened of [reading, counting, writer, configuration]) opened.close()
  })
  const dataset = configuration.createDataset({ name: 'Shop', domain: 'shop.example' })
  const { access_token } = configuration.createToken(dataset.id, 'test')

  /** while set, nothing is counted */
  const held = { until: null as Promise<void> | null }
  let last = 0
  const journal: Journal = {
    async append(texts) {
      last = writer.append('live', encodeRow([...texts])).position
      return seqOf(last, 0)
    },
    ride: (text) => {
      last = writer.append('live', encodeRow([text])).position
    },
    full: false,
    bytes_pending: 0,
    get last() {
      return last
    },
    stop: async () => {},
  }
  const fold: Edge['fold'] = {
    async reaches(_position, within_ms) {
      const late = Symbol('late')
      if (held.until !== null && (await Promise.race([held.until, after(within_ms, late)])) === late)
        return false
      while (counting.fold.step());
      return true
    },
    folded: 0,
    stalled: null,
  }
  const edge: Edge = {
    ...ports,
    now_ms,
    configuration,
    journal,
    fold,
    reports: {
      events: async (...given) => reading.events(...given),
      hourly: async (...given) => reading.hourly(...given),
    },
    api: {
      stats: async (...given) => reading.stats(...given),
      verdicts: async (...given) => reading.verdicts(...given),
      diagnostics: async (...given) => reading.diagnostics(...given),
      quality: async (...given) => reading.quality(...given),
      orders: async (...given) => reading.orders(...given),
      orderList: async (...given) => reading.orderList(...given),
      aem: async (...given) => reading.aem(...given),
      troubleshoot: async (...given) => reading.troubleshoot(...given),
      summaries: async (...given) => reading.summaries(...given),
      series: async (...given) => reading.series(...given),
      countedByName: async (...given) => reading.countedByName(...given),
      eventNames: async (...given) => reading.eventNames(...given),
      oneName: async (...given) => reading.oneName(...given),
      countedEvent: async (...given) => reading.countedEvent(...given),
      search: async (...given) => reading.search(...given),
      delivery: async (...given) => reading.delivery(...given),
      letters: async (...given) => reading.letters(...given),
      signals: async (...given) => reading.signals(...given),
      previewRule: async (...given) => reading.previewRule(...given),
      previewEventRule: async (...given) => reading.previewEventRule(...given),
      seenLately: async (...given) => reading.seenLately(...given),
      ...noWrites(),
    },
  }

  /** Counts and observes all that was received; and takes in what the shop says of its orders. */
  function observe(told: readonly Order[] = []): void {
    while (counting.fold.step());
    const folds = openSignalFolds(paths, configuration, { randomBytes, steady_ms: () => now.ms })
    folds.orders.addOrders(dataset.id, told)
    while (folds.step());
    folds.close()
  }
  /** Tells delivery of all that is counted, and lets a test send it. */
  function deliver(send: (outbox: Outbox) => void): void {
    while (counting.fold.step());
    const delivery = openDelivery(paths, configuration)
    while (delivery.step());
    send(delivery.outbox)
    delivery.close()
  }
  return { edge, dataset, access_token, now, held, reading, observe, deliver }
}

const after = <T>(ms: number, value: T) =>
  new Promise<T>((resolve) => setTimeout(() => resolve(value), ms).unref())
