import type { LedgerEntry } from '@countersign/storage'
import { expect, test } from 'vitest'
import { asking } from '../../../testing/asking.js'
import { noReports } from '../../../testing/fakes.js'

const TO_META = { kind: 'meta', target_id: '1832195656904796', access_token: 'EAAB' }
const LETTER: LedgerEntry = {
  ...{
    destination_id: 1,
    event_name: 'Lead',
    sighting_id: 's',
    seq: 5,
    state: 'refused' as const,
    later_merged: false,
  },
  ...{ reason: '2804009', attempts: 1, first_try_ms: 1, due_ms: null, deadline_ms: 2, request: null },
  ...{ refusal: null, stripped: [], edited: true },
}

const TOO_OLD = {
  ...{ http: 400, code: 100, subcode: 2804003, title: 'Event timestamp too old', fbtrace_id: null },
  message: 'data[0].event_time is 8 days old.',
}

/** Letters of one destination: 's' is there, nothing else. */
async function mending() {
  const asked: unknown[][] = []
  const it = await asking({
    api: {
      ...noReports(),
      async oneLetter(...given) {
        asked.push(given)
        return given[1] === 's'
          ? { letter: LETTER, graph_event: null, foreseen: null, withheld: 'erased' }
          : undefined
      },
      async resendLetters(...given) {
        asked.push(given)
        return 'sighting_id' in given[1] && given[1].sighting_id !== 's'
          ? undefined
          : { resent: 1, is_more: false }
      },
      async editLetter(...given) {
        asked.push(given)
        return given[1] === 's'
          ? { letter: LETTER, graph_event: given[2], foreseen: TOO_OLD, withheld: null }
          : undefined
      },
    },
  })
  await it.ask('post', `${it.root}/destinations`, TO_META)
  return { ...it, asked, url: `${it.root}/delivery/1` }
}

test('letters are sent again, one or by their code', async () => {
  const { ask, asked, url } = await mending()
  expect(await ask('post', `${url}/letters/s/resend`)).toMatchObject({ http: 200, resent: 1, is_more: false })
  expect(await ask('post', `${url}/resend`, { code: '2804009' })).toMatchObject({ http: 200, resent: 1 })
  expect(asked).toEqual([
    [1, { sighting_id: 's' }],
    [1, { reason: '2804009' }],
  ])
  for (const path of ['letters/none/resend', `letters/${'%C3%A9'.repeat(60)}/resend`])
    expect((await ask('post', `${url}/${path}`)).error).toMatchObject({
      code: 'object_unknown',
      at: 'letter_id',
    })
  expect((await ask('post', `${url}/resend`, {})).error.at).toBe('code')
  expect((await ask('post', url.replace('/1', '/2').concat('/resend'), { code: '1' })).error.code).toBe(
    'object_unknown',
  )
})

test('one letter tells what would be sent of it', async () => {
  const { api, admin, asked, url } = await mending()
  expect(await api.get(`${url}/letters/s`, admin)).toMatchObject({
    http: 200,
    edited: true,
    graph_event: null,
    foreseen: null,
    withheld: 'erased',
  })
  expect((await api.get(`${url}/letters/none`, admin)).error.at).toBe('letter_id')
  expect(asked).toEqual([
    [1, 's'],
    [1, 'none'],
  ])
})

test('an edited event is kept with its match keys hashed, or refused with all that is wrong', async () => {
  const { ask, asked, url, edge } = await mending()
  const event_time = Math.floor(edge.now.ms / 1000) - 60
  const event = {
    event_name: 'Lead',
    event_time,
    action_source: 'website',
    event_source_url: 'https://shop.example/',
    user_data: { fn: 'Ada', em: ['ab'.repeat(32)], client_user_agent: 'x' },
  }
  const kept = await ask('patch', `${url}/letters/s`, { event })
  expect(kept).toMatchObject({
    http: 200,
    sighting_id: 's',
    edited: true,
    graph_event: { event_name: 'Lead' },
    foreseen: { title: TOO_OLD.title, message: TOO_OLD.message },
  })
  expect(JSON.stringify([kept, asked])).not.toContain('Ada')
  const wrong = { ...event, event_name: '', user_data: { em: 'ada@shop.example' } }
  const refused = await ask('patch', `${url}/letters/s`, { event: wrong })
  const places = refused.error.problems.map(({ at }: { at: string }) => at)
  expect([refused.http, places]).toEqual([400, ['event.event_name', 'event.user_data.em']])
  expect(JSON.stringify(refused)).not.toContain('ada@')
  expect(asked).toHaveLength(1)
  expect((await ask('patch', `${url}/letters/none`, { event })).error.at).toBe('letter_id')
})
