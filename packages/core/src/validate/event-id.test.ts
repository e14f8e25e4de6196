import { expect, test } from 'vitest'
import { judged } from './judged.fixture.js'

const cases: [
  title: string,
  sent: unknown,
  want: string | null | undefined,
  problems: string[],
  warnings: string[],
][] = [
  ['text', 'Order 1', 'Order 1', [], []],
  ['outer space is part of it', ' a ', ' a ', [], []],
  ['a number', 42, '42', [], []],
  ['none', undefined, null, [], []],
  ['null', null, null, [], []],
  ['empty', '', null, [], []],
  ['white space', ' \n', null, [], []],
  ['64 characters', 'x'.repeat(64), 'x'.repeat(64), [], []],
  ['65 characters', 'x'.repeat(65), 'x'.repeat(65), [], ['event_id_too_long']],
  ['256 bytes', 'é'.repeat(128), 'é'.repeat(128), [], ['event_id_too_long']],
  ['258 bytes', 'é'.repeat(129), undefined, ['event_id_too_long event_id'], []],
  ['an object', { eventID: 'x' }, null, [], ['event_id_unusable']],
]
for (const [title, event_id, want, problems, warnings] of cases)
  test(`validateEventId: ${title}`, () => {
    const found = judged({ event_id })
    expect(found).toMatchObject({ problems, warnings })
    expect(found.event?.event_id).toBe(want)
  })
