import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { newestBy, newestByTemplate } from './arrived.js'
import { exampleOf } from './examples.js'
import { templateFor } from './gtm-template.js'

test('the template names the host that it is saved for', () => {
  const file = new URL('../../../../integrations/gtm/template.tpl', import.meta.url)
  const template = templateFor(readFileSync(file, 'utf8'), 'https://t.brand.example')
  expect(template).toContain('"string": "https://t.brand.example/en_US/fbevents.js*"')
})

test('newestBy looks at one channel', () => {
  const sightings = [
    { channel: 'browser' as const, received_at_ms: 1 },
    { channel: 'server' as const, received_at_ms: 5 },
  ]
  expect(newestBy([{ event_name: 'A', sightings }], 'browser')).toEqual({ event_name: 'A', at_ms: 1 })
  expect(newestBy([{ event_name: 'A', sightings: [] }], 'server')).toBeNull()
})

test('newestByTemplate knows the template by its agent', () => {
  const row = (partner_agent: string | null) => ({
    event_name: 'A',
    received_at_ms: 1,
    setup: { partner_agent },
  })
  expect(newestByTemplate([row(null), row('tmgoogle')])).toBeNull()
  expect(newestByTemplate([row('countersign-gtm')])).toEqual({ event_name: 'A', at_ms: 1 })
})

test('the command’s body is JSON once the shell has put the time in', () => {
  const of = { origin: 'https://t.example', dataset_id: '1', host: 'shop.example' }
  const [, body = ''] = /-d '(.*)'$/s.exec(exampleOf('curl', of)) ?? []
  expect(JSON.parse(body.replace(`'"$(date +%s)"'`, '5')).data[0].event_time).toBe(5)
})
