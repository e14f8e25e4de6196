import type { Channel } from '../../event.js'
import { HOUR_MS } from '../../time.js'
import type {
  BookCount,
  FoundAt,
  HostSeen,
  MeasureCount,
  Shared,
  SignalsWindow,
  Surroundings,
} from '../signals-window.js'
import { NOW_MS } from './seen.fixture.js'

const NOW_HOUR = Math.floor(NOW_MS / HOUR_MS)

/** How many an hour: always as many, or by the hours ago. */
export type Rate = number | ((hours_ago: number) => number)

/**
 * A shop by its rates: `rates['Purchase browser']['seen'] = 10`. A measure `books:<state>:<code>` goes to the books
 * instead.
 */
export interface Shop {
  rates: Record<string, Record<string, Rate>>
  found: FoundAt[]
  shared: Shared[]
  hosts: HostSeen[]
  surroundings: Surroundings
  behind_rows: number
  score: number | null
}

const KEYS = ['em', 'ph', 'zp', 'fbp', 'fbc', 'external_id', 'client_ip_address', 'client_user_agent']

const stream = (rate: number, more: Record<string, Rate> = {}): Record<string, Rate> => ({
  seen: rate,
  web: rate,
  id: rate,
  ...Object.fromEntries(
    KEYS.flatMap((key) => [`key:${key}`, `valid:${key}`].map((name) => [name, rate * 0.8])),
  ),
  ...more,
})

/** A shop that both channels report on, nine of ten copies meeting, with the small faults that healthy shops have. */
export function healthyShop(): Shop {
  const rates: Shop['rates'] = {}
  for (const [name, rate] of [
    ['PageView', 200],
    ['ViewContent', 100],
    ['AddToCart', 20],
    ['Purchase', 10],
  ] as const) {
    const copies = { pairs: rate * 0.9, 'pairs:cross': rate * 0.9 }
    rates[`${name} browser`] = stream(rate, {
      'both:browser_first': rate * 0.9,
      'books:counted': rate,
      'id:prefixed_number': rate,
      'repeat:order': rate * 0.02,
      'repeat:second': rate * 0.01,
      automation: rate * 0.02,
      'finding:clock_wrong': rate * 0.01,
    })
    rates[`${name} server`] = stream(rate, {
      ...copies,
      'delay:60': rate,
      'books:counted': rate * 0.1,
      'books:duplicate:event_id': rate * 0.9,
      'id:prefixed_number': rate,
      'finding:ip_mismatch': rate * 0.1,
      'finding:ipv6': rate * 0.2,
      'finding:value_differs': rate * 0.01,
    })
  }
  return {
    rates,
    found: [],
    shared: [],
    hosts: [host('shop.example'), host('www.shop.example')],
    surroundings: {
      domain: 'shop.example',
      allowed_domains: [],
      verified_domains: [],
      created_at_ms: NOW_MS - 60 * 24 * HOUR_MS,
      verifies_domains: false,
    },
    behind_rows: 0,
    score: 7,
  }
}

export const host = (name: string, count = 1_000): HostSeen => ({
  host: name,
  channel: 'browser',
  first_ms: NOW_MS - 50 * 24 * HOUR_MS,
  last_ms: NOW_MS - HOUR_MS,
  count,
})

const DAYS = 29
const HOURS = 49
const BOOK_HOURS = 8 * 24

export function windowOf(shop: Shop): SignalsWindow {
  const [hourly, daily, books]: [MeasureCount[], MeasureCount[], BookCount[]] = [[], [], []]
  for (const [stream_name, measures] of Object.entries(shop.rates)) {
    const at = stream_name.lastIndexOf(' ')
    const event_name = stream_name.slice(0, at)
    const channel = stream_name.slice(at + 1) as Channel
    for (const [measure, rate] of Object.entries(measures)) {
      const counts = hoursOf(rate)
      if (measure.startsWith('books:')) {
        const [, state, code = ''] = measure.split(':') as [string, BookCount['state'], string?]
        for (const [ago, count] of counts.slice(0, BOOK_HOURS).entries())
          if (count > 0) books.push({ hour: NOW_HOUR - ago, event_name, channel, state, code, count })
        continue
      }
      for (const [ago, count] of counts.slice(0, HOURS).entries())
        if (count > 0) hourly.push({ hour: NOW_HOUR - ago, event_name, channel, measure, count })
      for (const [hour, count] of daysOf(counts))
        if (count > 0) daily.push({ hour, event_name, channel, measure, count })
    }
  }
  const { found, shared, hosts, surroundings, behind_rows } = shop
  return {
    dataset_id: '1',
    now_ms: NOW_MS,
    hourly,
    daily,
    books,
    found,
    shared,
    hosts,
    surroundings,
    behind_rows,
  }
}

/** By the hours ago, back to the beginning of the first day. */
function hoursOf(rate: Rate): number[] {
  const hours = (DAYS - 1) * 24 + (NOW_HOUR % 24) + 1
  return Array.from({ length: hours }, (_, ago) => (typeof rate === 'number' ? rate : rate(ago)))
}

function daysOf(counts: readonly number[]): Map<number, number> {
  const days = new Map<number, number>()
  for (const [ago, count] of counts.entries()) {
    const hour = NOW_HOUR - ago
    const day = hour - (hour % 24)
    days.set(day, (days.get(day) ?? 0) + count)
  }
  return days
}
