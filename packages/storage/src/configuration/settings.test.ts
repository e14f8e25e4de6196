import { expect, test } from 'vitest'
import {
  changeSetting,
  countingSettings,
  type DatasetSettings,
  defaultSettings,
  isSettingName,
  SETTING_NAMES,
} from './settings.js'

type Name = keyof DatasetSettings
/** Bad ones are `undefined`. */
const numbers = (max: number, min = 0): [text: string, want: unknown][] => [
  [` ${max} `, max],
  [String(min), min],
  [String(max + 1), undefined],
  [String(min - 1), undefined],
  ['', undefined],
  ['NaN', undefined],
  ['Infinity', undefined],
  ['1 day', undefined],
]
const switches: [text: string, want: unknown][] = [
  ['true', true],
  ['On', true],
  ['1', true],
  ['no', false],
  ['FALSE', false],
  ['', undefined],
  ['2', undefined],
]
const domains: [text: string, want: unknown][] = [
  ['', []],
  [' Shop.Example , *.other.example,shop.example.', ['shop.example', 'other.example']],
  ['localhost', ['localhost']],
  ['a_b.example', ['a_b.example']],
  ['https://shop.example', undefined],
  ['shop..example', undefined],
  ['shop.example/path', undefined],
  ['-shop.example', undefined],
  [Array.from({ length: 501 }, (_, i) => `d${i}.example`).join(), undefined],
]
const cases: { [K in Name]: [text: string, want: unknown][] } = {
  deduplication_window_hours: numbers(168),
  browser_preferred_minutes: numbers(60),
  merge_window_minutes: numbers(60),
  allowed_domains: domains,
  blocked_domains: domains,
  block_bots: switches,
  first_party_cookies: switches,
  beacons_per_minute_per_address: numbers(10_000_000),
  retention_sightings_days: numbers(3_650, 30),
  retention_events_days: numbers(3_650, 30),
  retention_hourly_days: numbers(3_650, 30),
  enable_automatic_matching: switches,
  automatic_matching_fields: [
    ['em, ph,em', ['em', 'ph']],
    ['', []],
    ['em,phone', undefined],
  ],
  data_use_setting: [
    ['EMPTY', 'EMPTY'],
    ['ANALYTICS_ONLY', 'ANALYTICS_ONLY'],
    ['analytics_only', undefined],
  ],
  pixel_once: switches,
  pixel_mirror: switches,
  pixel_automatic_events: [
    ['microdata, button_click,microdata', ['microdata', 'button_click']],
    ['', []],
    ['clicks', undefined],
  ],
  // All that may be in one: event-rules.test.ts.
  pixel_event_rules: [
    ['', []],
    [' [] ', []],
    [
      '[{"event_name":"Lead","on":"click","text":"Send"}]',
      [{ event_name: 'Lead', on: 'click', text: 'Send' }],
    ],
    ['Lead', undefined],
  ],
  orders_tripwire_percent: [
    ['0', 0],
    ['12.5', 12.5],
    ['-1', undefined],
    ['many', undefined],
  ],
  orders_tripwire_pauses_purchase: switches,
}
for (const name of SETTING_NAMES)
  for (const [text, want] of cases[name])
    test(`${name}: ${JSON.stringify(text.slice(0, 60))} is ${JSON.stringify(want) ?? 'refused'}`, () => {
      const changed = changeSetting(defaultSettings(), name, text)
      if (want === undefined) expect(changed).toBeTypeOf('string')
      else expect(changed).toEqual({ settings: { ...defaultSettings(), [name]: want } })
    })

test('an allow list and a block list are never both, and either may be emptied', () => {
  const allowing = { ...defaultSettings(), allowed_domains: ['shop.example'] }
  expect(changeSetting(allowing, 'blocked_domains', 'bad.example')).toMatch(/never both/)
  const emptied = changeSetting(allowing, 'allowed_domains', '')
  expect(emptied).toEqual({ settings: defaultSettings() })
  const blocking = { ...defaultSettings(), blocked_domains: ['bad.example'] }
  expect(changeSetting(blocking, 'allowed_domains', 'shop.example')).toMatch(/never both/)
  expect(changeSetting(blocking, 'blocked_domains', '')).toEqual({ settings: defaultSettings() })
})

test('the counting rule gets its numbers in milliseconds', () => {
  expect(countingSettings(defaultSettings())).toEqual({
    deduplication_window_ms: 172_800_000,
    browser_preferred_ms: 300_000,
    merge_window_ms: 600_000,
  })
})

test('settings go by their own names only', () => {
  expect(['block_bots', 'toString', '__proto__', ''].map(isSettingName)).toEqual([true, false, false, false])
})
