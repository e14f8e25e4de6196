import { qualityOfEvent, type SignalQuality, signalQuality } from '@countersign/core/quality'
import type { SignalsWindow } from '@countersign/core/report'
import { windowOf } from '@countersign/core/testing'
import { expect, test } from 'vitest'
import { hasQualityErrors, qualityLines } from './quality.js'

const NOW_MS = Date.UTC(2026, 10, 28, 10, 20)
const HOUR = Math.floor(NOW_MS / 3_600_000)
const TODAY = Date.UTC(2026, 10, 28) / 3_600_000
const measured = (
  event_name: string,
  channel: 'browser' | 'server',
  measure: string,
  count: number,
  hour = HOUR,
) => ({
  hour,
  event_name,
  channel,
  measure,
  count,
})
/** 40 Purchases of the browser, half of them without currency; 30 of them and 4 others by the server, with email. */
const WINDOW: Partial<SignalsWindow> = {
  hourly: [
    measured('Purchase', 'browser', 'seen', 40),
    measured('Purchase', 'browser', 'param:value', 40),
    measured('Purchase', 'browser', 'param:currency', 20),
    measured('Purchase', 'server', 'web', 34),
    measured('Purchase', 'server', 'key:em', 34),
    measured('Purchase', 'server', 'valid:em', 34),
    measured('Purchase', 'server', 'delay:60', 34),
  ],
  daily: [
    measured('Purchase', 'browser', 'both:browser_first', 30, TODAY),
    measured('Lead', 'browser', 'conversion:big', 3, TODAY),
  ],
  books: [
    { hour: HOUR, event_name: 'Purchase', channel: 'browser', state: 'counted', code: '', count: 40 },
    { hour: HOUR, event_name: 'Purchase', channel: 'server', state: 'counted', code: '', count: 4 },
    {
      hour: HOUR,
      event_name: 'Purchase',
      channel: 'server',
      state: 'duplicate',
      code: 'event_id',
      count: 30,
    },
    { hour: HOUR, event_name: 'Lead', channel: 'browser', state: 'counted', code: '', count: 7 },
  ],
}
const qualityOf = (given: Partial<SignalsWindow> = WINDOW, names: string[] = []): SignalQuality =>
  signalQuality(windowOf({ now_ms: NOW_MS, ...given }), {
    business_type: names.length > 0 ? 'own' : 'shop',
    key_events: names,
    custom_conversions: [{ id: 'big', name: 'Big \u001b[31mone', rule: { event_name: 'Lead' } }],
  })

test('quality: a line an event, what it would gain from, the funnel and what is missing', () => {
  const lines = qualityLines(qualityOf())
  expect(lines[0]).toBe('Dataset 100000000000001, as of 2026-11-28T10:20:00.000Z')
  const cells = lines.map((line) => line.split(/ {2,}/))
  expect(cells).toContainEqual(['Lead', '-', '-', '-', '0 %', '0 %', '0 %', '-', '0 %'])
  expect(cells).toContainEqual([
    'Purchase',
    '5.5',
    'OK',
    '-',
    '75 %',
    '40.5 %',
    '68.2 %',
    'real_time',
    '10 %',
  ])
  expect(lines).toContain('Purchase would gain most from fbc (+2.0), ph (+1.8), fb_login_id (+1.6)')
  expect(cells).toContainEqual(['Purchase', 'error', '44', '10', '4', '30', '-', '8.0'])
  expect(lines).toContain(
    "error: 50 % of the browser's Purchase events lack currency. Send custom_data.currency.",
  )
})

test('quality: of one event with all of its keys, and nothing of others', () => {
  const one = qualityOfEvent(qualityOf(), 'Purchase')
  const cells = qualityLines(one).map((line) => line.split(/ {2,}/))
  expect(cells).toContainEqual(['em', 'High', '100 %', '100 %', '5.5', '+0.0'])
  expect(cells).toContainEqual(['event_id', '-', '-', '75 %', '40.5 %'])
  expect(qualityLines(one).join()).not.toMatch(/Lead|AddToCart|big/)
})

test('quality: names are hostile text', () => {
  const names = ['Bad\u001b[2J']
  const lines = qualityLines(
    qualityOf({ books: [{ ...(WINDOW.books ?? [])[0], event_name: names[0] } as never] }, names),
  )
  expect(lines.join()).not.toContain('\u001b')
  expect(lines.join()).toContain('Big \\u001b[31mone')
})

test('quality: of a dataset without events', () => {
  const nothing = qualityOf({ behind_rows: 3 })
  expect(qualityLines(nothing)).toEqual(
    expect.arrayContaining(['3 journal rows are not in it yet.', 'No events within 7 days.']),
  )
  expect(hasQualityErrors(nothing)).toBe(false)
})

test('quality: an error is what a release should not go out with', () => {
  expect(hasQualityErrors(qualityOf())).toBe(true)
  expect(hasQualityErrors(qualityOfEvent(qualityOf(), 'Lead'))).toBe(false)
})
