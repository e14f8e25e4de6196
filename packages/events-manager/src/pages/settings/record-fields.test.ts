import { expect, test } from 'vitest'
import {
  ALERT_FIELDS,
  bodyToChange,
  bodyToMake,
  bodyToUndo,
  DESTINATION_FIELDS,
  fieldsOfKind,
} from './record-fields.js'

const known = { id: 1, name: 'Meta', url: null, hold_seconds: 30, events: ['Lead'], test_event_code: 'TEST1' }

test('a new one is sent with what was given; the rest is the server’s to choose', () => {
  const draft = { target_id: ' 123 ', access_token: 'x', hold_seconds: '60', url: '', events: [] }
  expect(bodyToMake(DESTINATION_FIELDS, draft)).toEqual({
    target_id: '123',
    access_token: 'x',
    hold_seconds: 60,
    events: [],
  })
})

test.each<[string, { [name: string]: unknown }, object]>([
  ['nothing', {}, {}],
  ['what is as it was', { hold_seconds: '30', events: ['Lead'], url: '' }, {}],
  ['a secret that was typed and emptied', { access_token: '' }, {}],
  ['a secret', { access_token: 'new' }, { access_token: 'new' }],
  ['a secret that goes', { app_secret: null }, { app_secret: null }],
  ['a code that goes', { test_event_code: '' }, { test_event_code: null }],
  ['what was given once', { target_id: '456' }, {}],
])('a change sends %s', (_what, draft, body) => {
  expect(bodyToChange(DESTINATION_FIELDS, known, draft)).toEqual(body)
})

test('a change is taken back where no secret went along', () => {
  expect(bodyToUndo(known, { test_event_code: null })).toEqual({ test_event_code: 'TEST1' })
  expect(bodyToUndo(known, { url: 'https://x.example' })).toEqual({ url: null })
  expect(bodyToUndo(known, { name: 'Other', access_token: 'new' })).toBeNull()
})

test('a webhook’s address of which only the beginning is told stays where nothing is typed', () => {
  const fields = fieldsOfKind(ALERT_FIELDS, 'webhook')
  expect(bodyToChange(fields, { id: 1 }, { url: '' })).toEqual({})
  expect(bodyToChange(fields, { id: 1 }, { url: 'https://x.example/h' })).toEqual({
    url: 'https://x.example/h',
  })
})
