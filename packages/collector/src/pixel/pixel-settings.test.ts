import { defaultSettings } from '@countersign/storage'
import { expect, test } from 'vitest'
import { DEFAULTS, pixelSettings } from './pixel-settings.js'

const id = '1832195656904796'

test('pixelSettings: a new dataset has what the plain address has', () =>
  expect(pixelSettings({ id, settings: defaultSettings() })).toEqual({ id, ...DEFAULTS }))

test('pixelSettings: each setting has its place', () => {
  const rule = { event_name: 'Lead', on: 'page' as const, url: '/thanks' }
  const settings = {
    ...defaultSettings(),
    first_party_cookies: false,
    pixel_once: false,
    pixel_mirror: true,
    enable_automatic_matching: true,
    automatic_matching_fields: ['em', 'ph'],
    pixel_automatic_events: ['microdata' as const],
    pixel_event_rules: [rule],
  }
  expect(pixelSettings({ id, settings })).toEqual({
    id,
    cookies: false,
    once: false,
    mirror: true,
    match: ['em', 'ph'],
    auto: ['microdata'],
    rules: [rule],
  })
  const off = { ...settings, enable_automatic_matching: false }
  expect(pixelSettings({ id, settings: off }).match).toEqual([])
})
