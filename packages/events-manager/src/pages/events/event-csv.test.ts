import { expect, test } from 'vitest'
import type { CountedEvent, Sighting } from '../../client/shapes.js'
import { csvOf } from '../../format/csv.js'
import { countedCsv, sampleRow } from './event-csv.js'

const said = (custom_data: { [key: string]: unknown }) => ({
  event_time: 1_795_435_200,
  action_source: 'website',
  event_source_url: 'https://shop.example/a?b',
  custom_data,
  user_data: [
    { key: 'em', is_hashed: true },
    { key: 'fbp', is_hashed: false },
  ],
})
const sighting = (sighting_id: string, channel: 'browser' | 'server', primary: boolean): Sighting => ({
  ...{ sighting_id, channel, primary, received_at_ms: 0, after_ms: 0, event_id: 'A1', warnings: ['w'] },
  ...{ verdict: primary ? 'counted' : 'duplicate', method: null, why: { code: 'first' }, part: 'primary' },
  said: primary ? said({ value: 5, '=cmd()': '+1', contents: [{ id: 'a' }] }) : null,
})
const event: CountedEvent = {
  ...{ dataset_id: '1', event_name: 'Purchase', event_id: '-A1', channels: ['browser'], counted_at_ms: 0 },
  ...said({ value: 5 }),
  ...{ is_archived: false, merged: [], merge_within_ms: 0, has_more_sightings: false, deliveries: [] },
  primary: {
    sighting_id: 'b',
    channel: 'browser',
    received_at_ms: 0,
    why: 'first',
    after_ms: 0,
    within_ms: 0,
  },
  sightings: [sighting('a', 'server', false), sighting('b', 'browser', true)],
}

test('a counted event is written as it is shown: the winner first, each field a line, match keys by name only', () => {
  const { head, rows } = countedCsv(event)
  expect(head).toEqual(['field', 'counted', 'report_1_browser', 'report_2_server'])
  const of = (field: string) => rows.find(([name]) => name === field)?.slice(1)
  expect(of('sighting_id')).toEqual([null, 'b', 'a'])
  expect(of('custom_data.value')).toEqual(['5', '5', null])
  expect(of('custom_data.contents')).toEqual([null, '[{"id":"a"}]', null])
  expect(of('user_data.em')).toEqual(['hashed', 'hashed', null])
  expect(of('user_data.fbp')).toEqual(['as sent', 'as sent', null])
})

test('what came in an event runs nowhere', () => {
  const { head, rows } = countedCsv(event)
  const csv = csvOf(head, rows)
  expect(csv).toContain("event_id,'-A1,A1,A1\r\n")
  expect(csv).toContain("custom_data.=cmd(),,'+1,\r\n")
})

test('a sample whose value is no number is written as it came', () => {
  const sample = {
    ...{ sighting_id: 's', event_id: null, counted_at_ms: 0, channels: ['browser', 'server'] },
    ...{ value: { a: 1 }, currency: ['USD'], event_source_url: null, sightings: [] },
  } as unknown as Parameters<typeof sampleRow>[0]
  const [at, channels, , , reports, value, currency] = sampleRow(sample)
  expect([at, channels, reports, value, currency]).toEqual([
    '1970-01-01T00:00:00.000Z',
    'browser server',
    0,
    '{"a":1}',
    '["USD"]',
  ])
})
