import { expect, test } from 'vitest'
import { windowOf } from '../../../testing/index.js'
import { conversionCounts } from './conversion-counts.js'

const NOW_MS = Date.UTC(2026, 10, 28, 10, 20)
const TODAY = Date.UTC(2026, 10, 28) / 3_600_000

test('conversionCounts: today and the 7 days before, by channel; what never happened is 0', () => {
  const row = (channel: 'browser' | 'server', count: number, days_ago: number, event_name = 'Lead') => ({
    hour: TODAY - 24 * days_ago,
    event_name,
    channel,
    measure: 'conversion:a',
    count,
  })
  const daily = [row('browser', 3, 0), row('browser', 4, 7), row('server', 2, 1), row('browser', 9, 8)]
  const window = windowOf({ now_ms: NOW_MS, daily: [...daily, row('server', 7, 0, 'Purchase')] })
  const conversions = ['a', 'b'].map((id) => ({ id, name: id.toUpperCase(), rule: { event_name: 'Lead' } }))
  expect(conversionCounts(window, conversions)).toEqual([
    { id: 'a', name: 'A', event_name: 'Lead', counted: 9, browser: 7, server: 2 },
    { id: 'b', name: 'B', event_name: 'Lead', counted: 0, browser: 0, server: 0 },
  ])
})
