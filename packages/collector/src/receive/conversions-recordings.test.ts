import { expect, test } from 'vitest'
import { fakeEdge, fixtures, multipart } from '../../testing/fakes.js'
import { buildCollector } from '../collector.js'

interface Recorded {
  id: string
  name: string
  request: {
    path: string
    query: { [name: string]: string }
    headers?: { [name: string]: string }
    content_type: string
    body?: object | string
    body_template?: { data: [object] }
    raw_body?: string
    multipart?: { [name: string]: string }
  }
  expected: {
    accepted: boolean
    http_status: number
    events_received?: number
    error?: { code: number; type: string; error_subcode?: number; error_user_title?: string }
  }
}

const edge = fakeEdge()
const app = buildCollector(edge, { log: false })
const now_s = Math.floor(edge.now.ms / 1000)

/** Puts this run's values in; a quoted time is an integer, quotes and all. */
const filled = (text: string): string =>
  text
    .replace(/(\\?")\{\{now(-\d+)?\}\}\\?"/g, (_all, _quote, less: string | undefined) =>
      String(now_s + Number(less ?? 0)),
    )
    .replaceAll('{{now}}', String(now_s))
    .replaceAll('"{{now_ms}}"', String(edge.now.ms))
    .replaceAll('{{now_string}}', String(now_s))
    .replaceAll('{{ACCESS_TOKEN}}', edge.access_token)
    .replaceAll('{DATASET_ID}', edge.dataset.id)
    .replaceAll('{N}', '25.0')

function payloadOf({ request }: Recorded): { payload: string; content_type: string } {
  const { content_type, raw_body, body, body_template } = request
  if (raw_body !== undefined) return { payload: filled(raw_body), content_type }
  if (request.multipart !== undefined) {
    const form = multipart(request.multipart)
    return { payload: filled(form.body), content_type: form.content_type }
  }
  const times = typeof body === 'string' ? Number(/\d+/.exec(body)?.[0]) : 0
  const sent = times > 0 ? { data: Array.from({ length: times }, () => body_template?.data[0]) } : body
  return { payload: filled(JSON.stringify(sent)), content_type }
}

const recordings = fixtures<Recorded>('wire/conversions-api.jsonl')
for (const recorded of recordings)
  test(`/events answers as Meta does: ${recorded.id} ${recorded.name}`, async () => {
    const { request, expected } = recorded
    edge.journal.lines = []
    const { payload, content_type } = payloadOf(recorded)
    const query = filled(
      new URLSearchParams(request.query).toString().replace(/%7B/g, '{').replace(/%7D/g, '}'),
    )
    const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      filled(value),
    ])
    const answer = await app.inject({
      method: 'POST',
      url: `${filled(request.path)}?${query}`,
      headers: { ...Object.fromEntries(headers), 'content-type': content_type },
      payload,
    })
    const body = answer.json()
    expect(answer.statusCode, answer.body).toBe(expected.http_status)
    if (expected.accepted) {
      expect(body).toEqual({
        events_received: expected.events_received,
        messages: expect.any(Array),
        fbtrace_id: answer.headers['x-fb-trace-id'],
      })
      expect(edge.journal.sightings).toHaveLength(expected.events_received ?? 0)
      expect(edge.journal.refusals).toEqual([])
    } else {
      expect(body.error).toMatchObject(expected.error ?? {})
      expect(edge.journal.sightings).toEqual([])
    }
  })

test('all recordings were there', () => expect(recordings).toHaveLength(49))
