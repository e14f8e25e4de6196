import { expect, test } from 'vitest'
import { detailText, didText } from './did.js'

test.each([
  ['domain.verified', 'State of a domain changed'],
  ['rocket.started_up', 'rocket started up'],
  ['constructor', 'constructor'],
])('%s reads “%s”', (what, text) => {
  expect(didText(what)).toBe(text)
})

test.each([
  [{}, ''],
  [{ fields: ['name', 'settings.time_zone'] }, 'fields: name, settings.time_zone'],
  [
    { destination_id: '3', paused: true, orders: 412, before: null },
    'destination id: 3 · paused: true · orders: 412 · before: null',
  ],
])('%j reads “%s”', (detail, text) => {
  expect(detailText(detail)).toBe(text)
})
