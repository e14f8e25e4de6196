import { expect, test } from 'vitest'
import { changeSetting } from './change-settings.js'
import {
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
const NOW_MS = 1_764_000_000_000
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
  count_test_events: switches,
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
  aem: switches,
  aem_consent_policy: [
    ['limited_data_use,opt_out', ['limited_data_use', 'opt_out']],
    ['', []],
    ['everyone', undefined],
  ],
  aem_consent_parameter: [
    ['', ''],
    ['consent_ads', 'consent_ads'],
    ['0', undefined],
    ['cd[x]', undefined],
  ],
  // All that may be in one: aem-slots.test.ts.
  aem_events: [
    [
      '[{"domain":"shop.example","slots":[{"event_name":"Lead"}]}]',
      [
        {
          effective_ms: NOW_MS,
          window_days: 7,
          domains: [{ domain: 'shop.example', slots: [{ event_name: 'Lead' }] }],
        },
      ],
    ],
    ['Lead', undefined],
  ],
  aem_window_days: [
    ['1', 1],
    ['7', 7],
    ['2', undefined],
    ['', undefined],
  ],
  aem_edit_delay_hours: [
    ['0', 0],
    ['168', 168],
    ['169', undefined],
  ],
  aem_minimum: [
    ['2', 2],
    ['1', undefined],
    ['2.5', undefined],
    ['', undefined],
  ],
  aem_noise: [
    ['off', 'off'],
    ['laplace', 'laplace'],
    ['gaussian', 'gaussian'],
    ['gauss', undefined],
  ],
  aem_epsilon: [
    ['1', 1],
    ['0', undefined],
    ['1.1', undefined],
  ],
  aem_delta: [
    ['0.001', 0.001],
    ['0', undefined],
    ['0.01', undefined],
  ],
  aem_epsilon_per_month: [
    ['15.5', 15.5],
    ['0', undefined],
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
  business_type: [
    ['shop', 'shop'],
    ['leads', 'leads'],
    [' own ', 'own'],
    ['Shop', undefined],
    ['', undefined],
  ],
  key_events: [
    ['', []],
    [' ViewContent, My Step ,ViewContent', ['ViewContent', 'My Step']],
    [Array.from({ length: 20 }, (_, i) => `e${i}`).join(), Array.from({ length: 20 }, (_, i) => `e${i}`)],
    [Array.from({ length: 21 }, (_, i) => `e${i}`).join(), undefined],
    ['x'.repeat(257), undefined],
  ],
  // All that may be in one: custom-conversion.test.ts in the core.
  custom_conversions: [
    ['', []],
    [' [] ', []],
    [
      '[{"id":"a","name":"A","rule":{"event_name":"Lead"}}]',
      [{ id: 'a', name: 'A', rule: { event_name: 'Lead' } }],
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
      const changed = changeSetting(defaultSettings(), name, text, NOW_MS)
      if (want === undefined) expect(changed).toBeTypeOf('string')
      else expect(changed).toEqual({ settings: { ...defaultSettings(), [name]: want } })
    })

test('an allow list and a block list are never both, and either may be emptied', () => {
  const allowing = { ...defaultSettings(), allowed_domains: ['shop.example'] }
  expect(changeSetting(allowing, 'blocked_domains', 'bad.example', NOW_MS)).toMatch(/never both/)
  const emptied = changeSetting(allowing, 'allowed_domains', '', NOW_MS)
  expect(emptied).toEqual({ settings: defaultSettings() })
  const blocking = { ...defaultSettings(), blocked_domains: ['bad.example'] }
  expect(changeSetting(blocking, 'allowed_domains', 'shop.example', NOW_MS)).toMatch(/never both/)
  expect(changeSetting(blocking, 'blocked_domains', '', NOW_MS)).toEqual({ settings: defaultSettings() })
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

test('an edit of the slots or of the window waits for its delay; what was set before stays in force', () => {
  const change = (
    settings: ReturnType<typeof defaultSettings>,
    name: 'aem_events' | 'aem_window_days',
    text: string,
    now_ms: number,
  ) => {
    const changed = changeSetting(settings, name, text, now_ms)
    if (typeof changed === 'string') throw new Error(changed)
    return changed.settings
  }
  const slots = (event_name: string) => JSON.stringify([{ domain: 'shop.example', slots: [{ event_name }] }])
  const first = change(defaultSettings(), 'aem_events', slots('Lead'), NOW_MS)
  const shorter = change(first, 'aem_window_days', '1', NOW_MS + 1)
  const effective_ms = NOW_MS + 1 + 72 * 3_600_000
  expect(shorter.aem_window_days).toBe(1)
  expect(shorter.aem_events).toEqual([
    first.aem_events[0],
    { ...first.aem_events[0], window_days: 1, effective_ms },
  ])
  expect(change(defaultSettings(), 'aem_window_days', '1', NOW_MS).aem_events).toEqual([])
})
