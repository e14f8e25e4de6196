import fc from 'fast-check'
import { expect, test } from 'vitest'
import { graphError, http, type Reply } from '../meta.fixture.js'
import { destination, scene } from '../scene.fixture.js'

const replies: fc.Arbitrary<Reply> = fc.constantFrom<Reply[]>(
  'judge',
  'judge',
  'hang',
  http(200, '<html>'),
  http(503, '', { retry_after_s: 3 }),
  http(429, '', { retry_after_s: 30 }),
  http(413),
  http(404),
  graphError(1, {}, 500),
  graphError(4),
  graphError(190, {}, 401),
  graphError(4711),
  graphError(100, { error_subcode: 2804009 }),
  graphError(100, { error_subcode: 2804003, error_data: { blame_field_specs: [['data', 0]] } }),
  { kind: 'network', failure: 'reset' },
  { kind: 'network', failure: 'refused' },
)
/** After these nobody knows what was taken. */
const isUnknown = (reply: Reply): boolean =>
  reply === 'hang' ||
  (typeof reply === 'object' && (reply.kind === 'network' ? reply.failure === 'reset' : reply.status >= 500)) ||
  (typeof reply === 'object' && reply.kind === 'http' && reply.status === 200)

test('whatever is answered: each event ends in one state, none that was taken goes again but after an unknown end, and the limits hold', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(replies, { maxLength: 60 }),
      fc.array(fc.nat({ max: 999 }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 2_500 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (script, bad, count, random) => {
        const destinations = [destination(1), destination(2)]
        const limits = { requests_max: 10, in_flight_max: 3, parts_in_flight_max: 5, bytes_max: 2_000_000 }
        const { add, time, meta, outbox, change, forwarder } = scene({
          destinations,
          limits,
          random: () => random,
        })
        const unknown = new Set<string>()
        const refusals = new Set<string>()
        let most_bytes = 0
        meta.reply = ({ events }, turn) => {
          most_bytes = Math.max(most_bytes, forwarder.status().bytes)
          const reply = script[turn - 1] ?? 'judge'
          for (const { event_id } of events) {
            if (isUnknown(reply)) unknown.add(String(event_id))
            if (reply !== 'judge') refusals.add(String(event_id))
          }
          // What hangs or breaks off was taken all the same: the worst case.
          if (isUnknown(reply)) meta.takeAll(events)
          return reply
        }
        add(count, 1, {}, (at) => bad.includes(at))
        add(10, 2)
        await time.pass(3_600_000)
        for (const { id } of destinations) change(id, { secrets_at_ms: time.now_ms() })
        await time.pass(4 * 3_600_000)
        for (const { id } of destinations) change(id, { secrets_at_ms: time.now_ms() })
        await time.pass(4 * 3_600_000)

        const rows = [...outbox.all(1), ...outbox.all(2)]
        expect(rows.filter(({ state }) => state === 'sending')).toEqual([])
        for (const row of rows) {
          const id = String(row.graph_event.event_id)
          const times = meta.taken.get(id) ?? 0
          if (row.state === 'sent') expect(times).toBeGreaterThan(0)
          if (!unknown.has(id)) expect(times).toBe(row.state === 'sent' ? 1 : 0)
          if (row.state === 'refused' && !refusals.has(id)) expect(row.graph_event.custom_data).toHaveProperty('bad')
        }
        expect(meta.most_under_way).toBeLessThanOrEqual(limits.requests_max)
        expect(most_bytes).toBeLessThanOrEqual(limits.bytes_max)
        expect(forwarder.status()).toMatchObject({ requests: 0, bytes: 0 })
      },
    ),
    { numRuns: 60 },
  ))
