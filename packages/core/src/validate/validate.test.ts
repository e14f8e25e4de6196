import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeConversions, decodeConversionsForm } from '../decode/conversions-api.js'
import { decodePairs } from '../decode/pairs.js'
import { countedAs } from '../problem/counted-as.js'
import { graphError } from '../problem/graph-error.js'
import type { Problem } from '../problem/problem.js'
import type { Result } from '../result.js'
import { judged, NOW_MS, NOW_S, validEvent } from './judged.fixture.js'
import { DEFAULT_LIMITS } from './limits.js'
import { PROBLEMS_MAX } from './notes.js'
import { type Findings, noFindings, validateEvent, validateEvents } from './validate.js'

test('validateEvent: gathers every problem, in the fixed order', () => {
  const changes = {
    event_name: '',
    event_time: 1,
    action_source: 'web',
    user_data: { em: 'jo@shop.example' },
    custom_data: { value: 1, contents: 1 },
    app_data: { extinfo: 1 },
  }
  expect(judged(changes).problems.map((place) => place.split(' ')[0])).toEqual([
    'event_name_missing',
    'event_time_too_old',
    'action_source_unknown',
    'match_key_not_hashed',
    'value_without_currency',
    'contents_not_a_list',
    'extinfo_invalid',
  ])
})

test('validateEvents: the same in slices as at once, with every name', () => {
  const data = Array.from({ length: 10 }, (_, at) =>
    at % 4 === 3 ? 7 : validEvent({ event_name: `E${at}` }),
  )
  const whole = noFindings()
  validateEvents(data, 0, 10, NOW_MS, DEFAULT_LIMITS, whole)
  const sliced = noFindings()
  for (let from = 0; from < 10; from += 3)
    validateEvents(data, from, from + 3, NOW_MS, DEFAULT_LIMITS, sliced)
  expect(sliced).toEqual(whole)
  expect(whole.event_names).toEqual(['E0', 'E1', 'E2', '', 'E4', 'E5', 'E6', '', 'E8', 'E9'])
  expect(whole.events).toHaveLength(8)
  expect(whole.warnings).toHaveLength(8)
  expect(whole.problems.map(({ at }) => at)).toEqual(['data[3]', 'data[7]'])
})

test('validateEvents: keeps a bounded number of problems, and refuses what comes after them too', () => {
  const data = Array.from({ length: 1000 }, () => ({}))
  const found = noFindings()
  validateEvents(data, 0, 1000, NOW_MS, DEFAULT_LIMITS, found)
  expect(found.problems).toHaveLength(PROBLEMS_MAX)
  expect(found.events).toEqual([])
  expect(found.event_names).toHaveLength(1000)
})

test('validateEvent: no value of user_data is ever told', () => {
  const secret = fc.constantFrom('jo@shop.example', '+16505551212', 'SECRET', 4711, ['SECRET'], {
    SECRET: 'SECRET',
  })
  const names = ['em', 'ph', 'fn', 'lead_id', 'ctwa_clid', 'page_id', 'client_user_agent', 'fbp']
  const user_data = fc.record(Object.fromEntries(names.map((name) => [name, secret])), { requiredKeys: [] })
  const source = fc.constantFrom('website', 'business_messaging', 'jo@shop.example')
  fc.assert(
    fc.property(user_data, source, (sent, action_source) => {
      const { problems, messages } = judgeRaw({
        user_data: sent,
        action_source,
        messaging_channel: 'whatsapp',
      })
      const told = JSON.stringify([
        problems,
        messages,
        problems.length > 0 ? graphError(problems, 'A') : null,
      ])
      expect(told).not.toMatch(/SECRET|jo@|6505551212|4711/)
    }),
  )
})

const judgeRaw = (changes: Record<string, unknown>) =>
  validateEvent(validEvent(changes), 0, NOW_MS, DEFAULT_LIMITS)

test('validateEvent: never throws, and every event that passes can be written as JSON', () => {
  const fields = [
    ...Object.keys(validEvent()),
    'custom_data',
    'app_data',
    'opt_out',
    'event_id',
    'messaging_channel',
  ]
  const hostile = fc.dictionary(fc.constantFrom('toString', 'valueOf', 'toJSON', 'length'), fc.jsonValue())
  const field = fc.oneof(
    fc.jsonValue(),
    hostile,
    fc.array(hostile),
    fc.json(),
    fc.constantFrom('website', 'app', 'business_messaging', NOW_S),
  )
  const changes = fc.record(Object.fromEntries(fields.map((name) => [name, field])), { requiredKeys: [] })
  fc.assert(
    fc.property(fc.oneof(fc.anything(), changes), changes, (raw, changed) => {
      validateEvent(raw, 0, NOW_MS, DEFAULT_LIMITS)
      const { event, problems } = judgeRaw(changed)
      expect(event === undefined).toBe(problems.length > 0)
      if (event !== undefined) JSON.stringify(event)
    }),
  )
})

interface Recorded {
  id: string
  name: string
  request: {
    query: Record<string, string>
    headers?: Record<string, string>
    content_type: string
    body?: unknown
    body_template?: { data: unknown[] }
    multipart?: Record<string, string>
    raw_body?: string
  }
  expected: {
    accepted: boolean
    http_status: number
    events_received?: number
    error?: { code: number; type: string; error_subcode?: number }
  }
}

const filled = (text: string): string =>
  text
    .replace(/"\{\{now-(\d+)\}\}"/g, (_, seconds: string) => String(NOW_S - Number(seconds)))
    .replaceAll('"{{now}}"', String(NOW_S))
    .replaceAll('\\"{{now}}\\"', String(NOW_S))
    .replaceAll('{{now}}', String(NOW_S))
    .replaceAll('"{{now_ms}}"', String(NOW_MS))
    .replaceAll('"{{now_string}}"', `"${NOW_S}"`)

const recordings = readFileSync(
  new URL('../../../../fixtures/wire/conversions-api.jsonl', import.meta.url),
  'utf8',
)
for (const line of recordings.trim().split('\n')) {
  const { id, name, request, expected } = JSON.parse(filled(line)) as Recorded
  test(`recording ${id}: ${name}`, async () => {
    const found = await judgeRequest(request)
    if (expected.accepted) {
      expect(found.problems).toEqual([])
      expect(found.events).toHaveLength(expected.events_received ?? 1)
      return
    }
    const { http, body } = graphError(found.problems, 'A')
    expect(http).toBe(expected.http_status)
    expect(body.error).toMatchObject(expected.error ?? {})
    expect(found.problems.map(countedAs)).not.toEqual([])
  })
}

/** What the collector does with a request, tokens and all, as far as these stages decide it. */
async function judgeRequest(request: Recorded['request']): Promise<Findings> {
  const found = noFindings()
  const body = await decodeRequest(request)
  const token = request.headers?.Authorization ?? request.headers?.authorization ?? request.query.access_token
  if (body.ok && token === undefined && body.value.access_token === undefined)
    found.problems.push({ code: 'token_missing', at: 'access_token' })
  else if (body.ok) validateEvents(body.value.data, 0, body.value.data.length, NOW_MS, DEFAULT_LIMITS, found)
  else found.problems.push(...(body.problems satisfies Problem[]))
  return found
}

type Body = { data: unknown[]; access_token?: string }

async function decodeRequest(request: Recorded['request']): Promise<Result<Body>> {
  const { body, body_template, content_type, multipart, raw_body } = request
  if (multipart) return decodeConversionsForm(Object.entries(multipart))
  if (raw_body !== undefined && content_type.startsWith('multipart')) {
    const form = await new Response(raw_body, { headers: { 'content-type': content_type } }).formData()
    return decodeConversionsForm([...form].map(([name, value]) => [name, String(value)]))
  }
  if (raw_body !== undefined && content_type.includes('urlencoded'))
    return decodeConversionsForm(decodePairs(raw_body))
  if (raw_body !== undefined) return decodeConversions(JSON.parse(raw_body))
  const repeated = /^\{\{repeat:(\d+)\}\}$/.exec(String(body))
  if (!repeated || !body_template) return decodeConversions(body)
  return decodeConversions({ data: Array.from({ length: Number(repeated[1]) }, () => body_template.data[0]) })
}
