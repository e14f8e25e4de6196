import { expect, test } from 'vitest'
import { heardOf } from './heard.js'

const ANSWERS: [http: number, answer: object, is_taken: boolean, title: string, text: string | null][] = [
  [200, { events_received: 1, messages: [] }, true, 'Answered 200: 1 event received', null],
  [200, { events_received: 2, messages: ['a.', 'b.'] }, true, 'Answered 200: 2 events received', 'a. b.'],
  [
    400,
    { error: { error_user_title: 'Event timestamp too old', error_user_msg: 'data[0].event_time' } },
    false,
    'Answered 400: Event timestamp too old',
    'data[0].event_time',
  ],
  [500, { error: { code: 1 } }, false, 'Answered 500: not taken', null],
  [502, { nonsense: '<b>' }, false, 'Answered 502: not taken', null],
]
test.each(ANSWERS)('an answer of %s %o', (http, answer, is_taken, title, text) =>
  expect(heardOf(http, answer as { [field: string]: unknown })).toEqual({ is_taken, title, text }),
)
