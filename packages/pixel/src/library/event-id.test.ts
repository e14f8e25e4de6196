import { expect, test } from 'vitest'
import { eventIdOf } from './event-id.js'

const cases: [title: string, data: unknown, want: unknown][] = [
  ['eventID', { eventID: 'Aa' }, 'Aa'],
  ['event_id', { event_id: 'b' }, 'b'],
  ['eventID goes before event_id', { event_id: 'b', eventID: 'a' }, 'a'],
  ['one inside the other', { eventID: { eventID: 'a' } }, 'a'],
  ['two deep', { eventID: { eventID: { eventID: 'a' } } }, undefined],
  ['a number', { eventID: 12345 }, 12345],
  ['empty', { eventID: '' }, undefined],
  ['null', { eventID: null }, undefined],
  ['no object', 'a', undefined],
  ['nothing', undefined, undefined],
  ['null for data', null, undefined],
]
for (const [title, data, want] of cases) test(`eventIdOf: ${title}`, () => expect(eventIdOf(data)).toBe(want))
