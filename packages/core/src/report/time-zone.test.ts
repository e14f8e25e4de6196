import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOUR_MS } from '../time.js'
import { dateBegin, dayBeginOf, dayBegins, isTimeZone } from './time-zone.js'

const zones: [text: string, want: boolean][] = [
  ['UTC', true],
  ['Europe/Berlin', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Etc/GMT+5', true],
  ['+01:00', false],
  ['Europe/Atlantis', false],
  ['', false],
  ['Europe/Berlin\n', false],
  ['x'.repeat(65), false],
]
for (const [text, want] of zones)
  test(`isTimeZone: ${JSON.stringify(text)}`, () => expect(isTimeZone(text)).toBe(want))

/** The IANA database says when clocks were changed. */
const dates: [title: string, zone: string, date: string, begin: string | null][] = [
  ['UTC', 'UTC', '2026-11-23', '2026-11-23T00:00:00Z'],
  ['east of it', 'Asia/Tokyo', '2026-11-23', '2026-11-22T15:00:00Z'],
  ['half an hour', 'Asia/Kolkata', '2026-11-23', '2026-11-22T18:30:00Z'],
  ['the day on which summer ends', 'Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00Z'],
  ['the day after', 'Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00Z'],
  ['midnight is skipped', 'Africa/Cairo', '2024-04-26', '2024-04-25T22:00:00Z'],
  ['midnight comes twice', 'America/Havana', '2024-11-03', '2024-11-03T04:00:00Z'],
  ['eleven at night comes twice', 'Africa/Cairo', '2024-11-01', '2024-10-31T22:00:00Z'],
  ['a day that was skipped', 'Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z'],
  ['no date', 'UTC', '2026-13-45', null],
  ['no date either', 'UTC', '24h', null],
]
for (const [title, zone, date, begin] of dates)
  test(`dateBegin: ${title}`, () =>
    expect(dateBegin(date, zone)).toBe(begin === null ? null : Date.parse(begin)))

const days: [title: string, zone: string, since: string, until: string, hours: number[]][] = [
  ['a week with the end of summer', 'Europe/Berlin', '2026-10-24T12:00Z', '2026-10-27T12:00Z', [24, 25, 24]],
  ['its beginning', 'America/New_York', '2026-03-08T06:00Z', '2026-03-09T06:00Z', [23]],
  ['a day is left out', 'Pacific/Apia', '2011-12-29T12:00Z', '2012-01-01T11:00Z', [24, 24, 24]],
]
for (const [title, zone, since, until, hours] of days)
  test(`dayBegins: ${title}`, () => {
    const begins = dayBegins(Date.parse(since), Date.parse(until), zone)
    expect(begins.slice(1).map((at, nth) => (at - (begins[nth] ?? 0)) / HOUR_MS)).toEqual(hours)
  })

test('law: days follow one another; each begins itself, and the moment before it is another day', () => {
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Africa/Cairo', 'America/St_Johns')
  const since = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2030-01-01') })
  fc.assert(
    fc.property(zone, since, fc.integer({ min: 1, max: 20 * 24 }), (time_zone, since_ms, hours) => {
      const begins = dayBegins(since_ms, since_ms + hours * HOUR_MS, time_zone)
      expect(begins[0]).toBe(dayBeginOf(since_ms, time_zone))
      for (const [nth, begin_ms] of begins.entries()) {
        expect(dayBeginOf(begin_ms, time_zone)).toBe(begin_ms)
        expect(dayBeginOf(begin_ms - 1_000, time_zone)).toBeLessThan(begin_ms)
        if (nth > 0) expect(dayBeginOf(begin_ms - 1_000, time_zone)).toBe(begins[nth - 1])
      }
    }),
    { numRuns: 60 },
  )
})
