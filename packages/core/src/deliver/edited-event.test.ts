import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readEditedEvent } from './edited-event.js'

const NOW = 1_763_900_000_000
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const EVENT = {
  ...{ event_name: 'Purchase', event_time: NOW / 1000 - 60, action_source: 'website' },
  ...{ event_source_url: 'https://shop.example/', custom_data: { value: 9.5, currency: 'USD' } },
  user_data: { em: [sha256('a@shop.example')], client_user_agent: 'x' },
}

test('an edited event is kept as it is, its match keys hashed', () => {
  const plain = { ...EVENT, user_data: { ...EVENT.user_data, fn: 'Ada', external_id: 'c1' } }
  const read = readEditedEvent(plain, NOW, sha256)
  expect(read).toMatchObject({
    ok: true,
    value: { ...EVENT, user_data: { em: EVENT.user_data.em, fn: [sha256('ada')] } },
  })
  expect(JSON.stringify(read)).not.toMatch(/ada/i)
  const texts = { ...EVENT, custom_data: { ...EVENT.custom_data, note: 'jo@shop.example' } }
  expect(JSON.stringify(readEditedEvent(texts, NOW, sha256))).not.toContain('jo@')
  expect(read.ok && readEditedEvent(read.value, NOW, sha256)).toEqual(read)
})

/** @source reference 5.5: the rules that it came under */
const wrong: [title: string, change: object, at: string[]][] = [
  ['an email in clear', { user_data: { em: 'a@shop.example' } }, ['data[0].user_data.em']],
  ['no currency', { custom_data: { value: 1 } }, ['data[0].custom_data.currency']],
  ['no name and no time', { event_name: '', event_time: 'x' }, ['data[0].event_name', 'data[0].event_time']],
  ['older than 7 days', { event_time: NOW / 1000 - 8 * 86_400 }, ['data[0].event_time']],
]
for (const [title, change, at] of wrong)
  test(`readEditedEvent refuses ${title}`, () => {
    const read = readEditedEvent({ ...EVENT, ...change }, NOW, sha256)
    expect(read.ok ? [] : read.problems.map((problem) => problem.at)).toEqual(at)
    expect(JSON.stringify(read)).not.toContain('a@shop')
  })
