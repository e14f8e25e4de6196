import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COUNTING_CASES, type CountingCase } from '@countersign/core/testing'
import { expect, test } from 'vitest'
import { type CountedEvent, readEvents, readStats, verify } from './books.js'
import { createDataset, importLine } from './client.js'
import { commandsOn, temporaryDirectory } from './server-process.js'

const MINUTE_MS = 60_000
const START_MS = Date.now() - 72 * 60 * MINUTE_MS

/** Every case under event names of its own, so that one dataset holds them all and no case meets another. */
const nameOf = (index: number, event_name = 'Purchase') => `${event_name} of case ${index}`

/** Each copy says in its custom_data who sent it, so that one sees whose is shown and whose is merged. */
const linesOf = ({ sightings }: CountingCase, index: number): string[] =>
  sightings.map(({ channel, event_id, at_min, event_name, fbp }, place) => {
    const event = {
      event_name: nameOf(index, event_name),
      user_data: {
        client_user_agent: 'Mozilla/5.0',
        ...(fbp !== undefined && { fbp: `fb.1.1763900000000.${fbp.slice(1)}` }),
      },
      custom_data: { value: 1, currency: 'USD', shown: channel, [`from_${channel}`]: true },
    }
    return importLine(channel, event_id, START_MS + at_min * MINUTE_MS, {
      event,
      sighting_id: `c${index}-${place}`,
    })
  })

test('the table of cases, imported in any order, is counted as the rule says', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const lines = COUNTING_CASES.flatMap(linesOf)
  const orders = { sorted: lines, reversed: lines.toReversed(), by_name: lines.toSorted() }
  const seen: [CountedEvent[], object][] = []
  for (const [order, ordered] of Object.entries(orders)) {
    const shop = await createDataset(commands)
    const file = join(directory, `${order}.jsonl`)
    writeFileSync(file, ordered.join('\n'))
    await commands.json('import', file, '--dataset', shop.id)
    const events = await readEvents(commands, shop.id, 1_000)
    // What was received in one millisecond is listed in the order in which it came.
    const compared = events.map((event) => ({ ...event, dataset_id: '' })).sort(byNameThenTime)
    seen.push([compared, await readStats(commands, shop.id)])
  }
  const [[events, stats] = [[], {}], ...others] = seen
  for (const other of others) expect(other).toEqual([events, stats])
  for (const [index, one] of COUNTING_CASES.entries()) expectCase(one, index, events)
  const counted = COUNTING_CASES.reduce((sum, one) => sum + one.counted, 0)
  expect(stats).toMatchObject({ counted, duplicate: lines.length - counted, rejected: 0 })
  expect(await verify(commands)).toMatchObject({ balanced: true, sightings: 3 * lines.length })
})

const byNameThenTime = (a: CountedEvent, b: CountedEvent): number =>
  a.event_name.localeCompare(b.event_name) || a.counted_at_ms - b.counted_at_ms

function expectCase(one: CountingCase, index: number, all: readonly CountedEvent[]): void {
  const names = new Set(one.sightings.map((sighting) => nameOf(index, sighting.event_name)))
  const events = all.filter((event) => names.has(event.event_name))
  const methods = events
    .flatMap((event) => event.sightings)
    .filter((sighting) => sighting.verdict === 'duplicate')
    .sort((a, b) => a.received_at_ms - b.received_at_ms)
    .map((sighting) => sighting.method)
  const [shown] = events
  expect({ title: one.title, counted: events.length, methods }).toEqual({
    title: one.title,
    counted: one.counted,
    methods: one.methods,
  })
  if (one.primary !== undefined)
    expect([one.title, shown?.custom_data.shown]).toEqual([one.title, one.primary])
  if (one.merged !== undefined)
    expect([one.title, shown?.custom_data.from_browser ?? false]).toEqual([one.title, one.merged])
}
