import { expect, test } from 'vitest'
import { effectOf, type Failure, readFailure } from './failure.js'

const refused: [title: string, sent: unknown, field: string, says: RegExp][] = [
  ['no object', [], '', /JSON object/],
  ['nothing that goes wrong', { rate: 0.5 }, '', /says nothing/],
  ['a field that there is not', { stauts: 503 }, 'stauts', /is no field.*status, code/],
  ['a name of the prototype', { constructor: 1 }, 'constructor', /is no field/],
  ['a good status', { status: 200 }, 'status', /from 400 to 599/],
  ['a status as text', { status: '503' }, 'status', /whole number/],
  ['a rate above 1', { status: 503, rate: 3 }, 'rate', /up to 1/],
  ['no rate', { status: 503, rate: 0 }, 'rate', /above 0/],
  ['half a request', { status: 503, count: 1.5 }, 'count', /whole number/],
  ['a subcode of nothing', { hang: true, subcode: 460 }, 'subcode', /without status or code/],
  ['two effects', { status: 503, hang: true }, 'hang', /does not go with status/],
  ['blame of nothing', { status: 400, blame: false }, 'blame', /bad_one_in or bad_event_ids/],
  ['a dataset as a number', { status: 503, dataset_id: 123 }, 'dataset_id', /in quotes/],
  ['unknown requests', { status: 503, on: 'beacons' }, 'on', /events, tr, graph, all/],
  ['no event ids', { bad_event_ids: [] }, 'bad_event_ids', /list of event ids/],
]
for (const [title, sent, field, says] of refused)
  test(`a failure is refused, naming the field: ${title}`, () => {
    const read = readFailure(sent)
    expect(read).toMatchObject({ field, message: expect.stringMatching(says) })
  })

const effects: [failure: Failure, effect: string][] = [
  [{ status: 503 }, 'answer'],
  [{ code: 190, subcode: 460, status: 400 }, 'answer'],
  [{ html: true, status: 502 }, 'html'],
  [{ hang: true, taken: true }, 'hang'],
  [{ reset: true }, 'reset'],
  [{ token_revoked: true, access_token: 'T' }, 'token_revoked'],
  [{ bad_one_in: 1_000, blame: false }, 'bad_events'],
  [{ bad_event_ids: ['a'], bad_one_in: 10 }, 'bad_events'],
  [{ latency_ms: 200 }, 'none'],
  [{ hang: false, usage_percent: 90 }, 'none'],
]
for (const [failure, effect] of effects)
  test(`what a failure does: ${JSON.stringify(failure)}`, () => {
    expect(readFailure(failure)).toEqual({ failure })
    expect(effectOf(failure)).toBe(effect)
  })
