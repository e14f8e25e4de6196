import { expect, test } from 'vitest'
import { fakeEdge, fixtures } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

interface Recorded {
  id: string
  method?: 'GET' | 'POST'
  url: string
  content_type?: string
  body?: string
  referer_header?: string
  expected: {
    pixel_id: string
    event_name: string
    event_id?: string
    page_url?: string
    referrer?: string
    ts_ms?: number
    event_time_s?: number
    custom_data?: { [key: string]: string }
    user_data?: { [key: string]: string }
    data_processing_options?: string[]
    data_processing_options_state?: number
  }
}

const edge = fakeEdge()
const app = buildCollector(edge, { log: false })

/** The recordings name two pixels; both are the one dataset here. */
const toOurs = (text: string) => text.replaceAll(/1234567890123456|9876543210987654/g, edge.dataset.id)

const recordings = fixtures<Recorded>('wire/beacons.jsonl').filter(
  (recorded) => recorded.method !== undefined,
)
for (const recorded of recordings)
  test(`/tr takes what Meta's library sent: ${recorded.id}`, async () => {
    const { expected } = recorded
    edge.now.ms = (expected.ts_ms ?? 1_795_452_200_000) + 40
    edge.journal.lines = []
    const headers: { [name: string]: string } = { host: 't.elsewhere.example' }
    if (recorded.content_type !== undefined) headers['content-type'] = recorded.content_type
    if (recorded.referer_header !== undefined) headers.referer = recorded.referer_header
    const target = new URL(recorded.url)
    const answer = await app.inject({
      method: recorded.method ?? 'GET',
      url: toOurs(
        target.pathname + recorded.url.slice(recorded.url.indexOf(target.pathname) + target.pathname.length),
      ),
      headers,
      ...(recorded.body === undefined ? {} : { payload: toOurs(recorded.body) }),
    })
    expect(answer.statusCode).toBe(200)
    expect(edge.journal.refusals).toEqual([])
    expect(edge.journal.sightings).toHaveLength(1)
    const [sighting] = edge.journal.sightings
    expect(sighting?.event).toMatchObject({
      event_name: expected.event_name,
      event_id: expected.event_id ?? null,
      action_source: 'website',
    })
    const event = sighting?.event
    if (expected.page_url) expect(event?.event_source_url).toBe(expected.page_url)
    if (expected.event_time_s) expect(event?.event_time).toBe(expected.event_time_s)
    if (expected.data_processing_options)
      expect(event?.data_processing_options).toEqual(expected.data_processing_options)
    for (const [key, digest] of Object.entries(expected.user_data ?? {}))
      expect(Object(event?.user_data)[key === 'cn' ? 'country' : key]).toEqual([digest])
    expect(Object.keys(event?.custom_data ?? {}).sort()).toEqual(
      Object.keys(expected.custom_data ?? {}).sort(),
    )
  })

test('all recordings were there', () => expect(recordings).toHaveLength(102))
