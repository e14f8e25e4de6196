import { expect, onTestFinished, test } from 'vitest'
import { dataPaths } from '../process/data-directory.js'
import { temporaryDirectory } from '../temporary.fixture.js'
import { deliveryFixture } from './delivery.fixture.js'
import { letterMending } from './mend-letters.js'

const refusal = (subcode: number) => ({
  ...{ http: 400, code: 100, subcode, title: 'Refused', message: 'Invalid parameter', fbtrace_id: 'A2' },
})

/** A destination that has refused two events, each with its own code. */
function shop() {
  const f = deliveryFixture()
  onTestFinished(() => f.close())
  const destination = f.addDestination()
  const at = { channel: 'server', at_min: 0, event: { event_name: 'Lead' } } as const
  f.receive({ ...at, event_id: 'a' }, { ...at, event_id: 'b' })
  const taken = f.delivery.outbox.take(destination, 10, Date.now())
  const refused = (taken?.events ?? []).map(({ seq }, n) => ({ seq, refusal: refusal(2804009 + n) }))
  const answer = { http: 200, fbtrace_id: 'A1', events_received: 1, why: null }
  f.delivery.outbox.record(taken?.request_id ?? 0, { sent: [], refused, again: [], ...answer }, Date.now())
  const mending = letterMending(f.paths, f.configuration, Date.now)
  onTestFinished(() => mending.close())
  const ids = f.ledger(destination.id).map(({ sighting_id }) => sighting_id)
  return { f, id: destination.id, mending, ids }
}

test('a letter is sent again by its id, once; others by their code', () => {
  const { f, id, mending, ids } = shop()
  const [newest = ''] = ids
  expect(mending.resendLetters(id, { sighting_id: newest })).toEqual({ resent: 1, is_more: false })
  expect(mending.resendLetters(id, { sighting_id: newest })).toEqual({ resent: 0, is_more: false })
  expect(f.fates(id)).toEqual({ waiting: 1, refused: 1 })
  expect(mending.resendLetters(id, { reason: '1' })).toEqual({ resent: 0, is_more: false })
  expect(mending.resendLetters(id, { reason: '2804009' })).toEqual({ resent: 1, is_more: false })
  expect(f.fates(id)).toEqual({ waiting: 2 })
  expect(mending.resendLetters(id, { sighting_id: 'none' })).toBeUndefined()
})

test('an edited letter says what would be sent now', () => {
  const { id, mending, ids } = shop()
  const event_time = Math.floor(Date.now() / 1000) - 60
  const user_data = { em: ['ab'.repeat(32)], client_user_agent: 'x' }
  const event = {
    event_name: 'Lead',
    event_time,
    action_source: 'website',
    event_source_url: 'https://shop.example/',
    user_data,
    custom_data: { value: 7, currency: 'EUR' },
  }
  const mended = mending.editLetter(id, ids[0] ?? '', event)
  expect(mended).toMatchObject({
    letter: { sighting_id: ids[0], state: 'refused', edited: true },
    graph_event: { event_name: 'Lead', custom_data: { value: 7 }, user_data },
  })
  expect(mending.oneLetter(id, ids[0] ?? '')).toEqual(mended)
  expect(mending.oneLetter(id, 'none')).toBeUndefined()
  expect(mending.oneLetter(99, ids[0] ?? '')).toBeUndefined()
  expect(mending.editLetter(id, 'none', event)).toBeUndefined()
  expect(mending.editLetter(99, ids[0] ?? '', event)).toBeUndefined()
})

test('where nothing was ever delivered there is no letter', () => {
  const { f } = shop()
  const mending = letterMending(dataPaths(temporaryDirectory()), f.configuration, Date.now)
  expect(mending.resendLetters(1, { sighting_id: 'a' })).toBeUndefined()
  expect(mending.oneLetter(1, 'a')).toBeUndefined()
  expect(mending.resendLetters(1, { reason: '1' })).toEqual({ resent: 0, is_more: false })
  mending.close()
})
