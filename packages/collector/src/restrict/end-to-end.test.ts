import { hash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  catchUp,
  dataPaths,
  lookAtAem,
  openAem,
  openConfiguration,
  openCounting,
  openJournalWriter,
  openPersonKeys,
  openReading,
} from '@countersign/storage'
import { expect, onTestFinished, test } from 'vitest'
import { fakeEdge } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

const DAY_MS = 86_400_000
const emailDigest = (person: number) => hash('sha256', `buyer${person}@mail.example`)
const START_MS = Date.UTC(2026, 10, 23, 12)

/** A collector on a data directory of its own, all in this process, its clock in the test's hand. */
function openShop() {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-aem-'))
  const paths = dataPaths(directory)
  const now = { ms: START_MS }
  const now_ms = () => now.ms
  const configuration = openConfiguration(paths.configuration, { now_ms, randomBytes })
  const dataset = configuration.createDataset({ name: 'Shop', domain: 'shop.example' })
  const { access_token } = configuration.createToken(dataset.id, 'test')
  const writer = openJournalWriter(paths.journal, true, { wall_ms: now_ms, steady_ms: now_ms })
  const counting = openCounting(paths, configuration)
  const person_keys = openPersonKeys(paths.person_keys, randomBytes)
  const aem = openAem(paths, configuration, { randomBytes, steady_ms: now_ms })
  onTestFinished(() => {
    for (const opened of [aem, person_keys, counting, writer, configuration]) opened.close()
    rmSync(directory, { recursive: true, force: true })
  })
  const edge = fakeEdge()
  edge.journal.append = async (texts) => writer.append('live', Buffer.from(`[${texts.join()}]`)).position
  const app = buildCollector({ ...edge, configuration, person_keys, now_ms }, { log: false })
  return {
    app,
    aem,
    configuration,
    counting,
    dataset,
    access_token,
    now,
    paths,
    /** What the server's threads do until there is nothing to do. */
    settle() {
      catchUp(counting, configuration)
      while (aem.release(now.ms));
      while (aem.keepHouse(now.ms));
    },
    filesWith: (text: string) =>
      readdirSync(directory, { recursive: true, withFileTypes: true }).filter(
        (file) => file.isFile() && readFileSync(join(file.parentPath, file.name)).includes(text),
      ),
  }
}

test('from restricted reports on both channels to counts, the person nowhere on the way', async () => {
  const shop = openShop()
  const { app, dataset, configuration, now } = shop
  const slots = [
    { event_name: 'Purchase', value_set: { currency: 'USD', ranges: [0, 20, 50, 100] } },
    { event_name: 'Lead' },
  ]
  configuration.changeDataset(dataset.id, {
    settings: {
      ...dataset.settings,
      aem: true,
      aem_minimum: 5,
      aem_events: [{ effective_ms: 0, window_days: 1, domains: [{ domain: 'shop.example', slots }] }],
    },
  })
  const beacon = (person: number, rest: string, page = '') =>
    app.inject({
      url: `/tr?id=${dataset.id}&fbp=fb.1.1795452196607.77${person}&dpo=LDU&dpoco=0&dpost=0&dl=${encodeURIComponent(`https://shop.example/${page}`)}&${rest}`,
    })
  const purchaseByServer = (person: number) =>
    app.inject({
      method: 'POST',
      url: `/v23.0/${dataset.id}/events?access_token=${shop.access_token}`,
      payload: {
        data: [
          {
            event_name: 'Purchase',
            event_time: now.ms / 1000,
            event_id: `order-${person}`,
            action_source: 'website',
            event_source_url: 'https://shop.example/thanks',
            opt_out: true,
            user_data: { em: [emailDigest(person)], client_user_agent: 'Mozilla/5.0' },
            custom_data: { value: 60, currency: 'USD' },
          },
        ],
      },
    })
  const people = Array.from({ length: 40 }, (_, n) => n)
  for (const person of people) {
    await beacon(person, 'ev=PageView', '?utm_campaign=spring')
    await beacon(person, 'ev=Lead')
    await beacon(person, `ev=Purchase&eid=order-${person}&cd[value]=60&cd[currency]=USD`)
    expect((await purchaseByServer(person)).statusCode).toBe(200)
  }
  // One who restricts nothing is counted as ever.
  await app.inject({ url: `/tr?id=${dataset.id}&ev=Purchase&fbp=fb.1.1795452196607.99` })
  shop.settle()
  const reading = openReading(shop.paths, configuration)
  expect(reading.stats(dataset.id, null)).toMatchObject({
    received: { browser: 121, server: 40 },
    counted: 1,
    restricted: 160,
    restrictions: { limited_data_use: 120, opt_out: 40 },
  })
  expect(reading.verify().imbalances).toEqual([])
  expect([...reading.exported(dataset.id, 0)]).toHaveLength(1)
  reading.close()
  expect(shop.aem.report(dataset.id, now.ms)).toMatchObject({
    books: { held: 40, outranked: 40, no_slot: 40, duplicate: 40, waiting: 0, no_person: 0 },
    days: [],
  })
  for (const secret of ['fb.1.1795452196607.77', emailDigest(7), 'order-1'])
    expect(shop.filesWith(secret)).toEqual([])
  now.ms += 5 * DAY_MS
  shop.settle()
  const report = shop.aem.report(dataset.id, now.ms)
  const { reported = 0, suppressed_small = 0 } = report?.books ?? {}
  expect(reported + suppressed_small).toBe(40)
  const cells = report?.days.flatMap((day) => day.cells) ?? []
  expect(cells.length).toBeGreaterThan(0)
  for (const cell of cells) {
    expect(cell).toMatchObject({
      source: 'restricted',
      event_name: 'Purchase',
      bucket: '50-100 USD',
      campaign: 'utm_campaign=spring',
    })
    expect(cell.count).toBeGreaterThanOrEqual(5)
  }
  const look = lookAtAem(shop.paths, configuration)
  expect(look?.isBehind()).toBe(false)
  expect(look?.verify()).toEqual([])
  look?.close()
})
