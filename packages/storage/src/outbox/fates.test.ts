import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deliveryFixture } from './delivery.fixture.js'
import type { Taken } from './port.js'

const REFUSAL = { http: 400, code: 100, subcode: 2804003, title: '', message: '', fbtrace_id: null }

const id = fc.constantFrom('a', 'b', 'c', 'd')
const channel = fc.constantFrom('browser' as const, 'server' as const)
const step = fc.oneof(
  fc.record({ do: fc.constant('receive' as const), id, channel }),
  fc.record({ do: fc.constant('import' as const), id, channel }),
  fc.record({ do: fc.constant('take' as const), limit: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    do: fc.constant('answer' as const),
    fate: fc.constantFrom('sent', 'refused', 'again', 'nothing'),
  }),
  fc.record({ do: fc.constantFrom('restart' as const, 'rebuild' as const, 'resend' as const) }),
)

test('whatever comes, each counted event has one fate, the books balance, and what was sent is not sent again', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const f = deliveryFixture()
      const destination = f.addDestination()
      const sent = new Set<number>()
      let under_way: Taken[] = []
      try {
        for (const [n, now] of steps.entries()) {
          if (now.do === 'receive') f.receive({ channel: now.channel, event_id: now.id, at_min: 0 })
          if (now.do === 'import')
            f.importBefore((n + 1) * 60_000, { channel: now.channel, event_id: now.id, at_min: 0 })
          if (now.do === 'take') {
            const taken = f.delivery.outbox.take(destination, now.limit, Date.now())
            for (const { seq } of taken?.events ?? []) expect(sent).not.toContain(seq)
            if (taken) under_way.push(taken)
          }
          if (now.do === 'answer') {
            const [taken, ...others] = under_way
            under_way = others
            const seqs = taken?.events.map(({ seq }) => seq) ?? []
            if (now.fate === 'sent') for (const seq of seqs) sent.add(seq)
            f.delivery.outbox.record(
              taken?.request_id ?? 0,
              {
                sent: now.fate === 'sent' ? seqs : [],
                refused: now.fate === 'refused' ? seqs.map((seq) => ({ seq, refusal: REFUSAL })) : [],
                again: now.fate === 'again' ? seqs.map((seq) => ({ seq, due_ms: Date.now() })) : [],
                http: 200,
                fbtrace_id: null,
                events_received: null,
                why: null,
              },
              Date.now(),
            )
          }
          if (now.do === 'restart') {
            under_way = []
            f.restart()
          }
          if (now.do === 'rebuild') f.rebuild()
          if (now.do === 'resend') f.withLedger((ledger) => ledger.resend(destination.id, 'all refused'))
          expect(f.imbalances()).toEqual([])
        }
      } finally {
        f.close()
      }
    }),
    { numRuns: 25 },
  )
}, 60_000)
