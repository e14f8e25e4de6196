import { last7Days } from '../quality/period.js'
import { NO_SUMS, sumsByEvent } from '../quality/sums.js'
import type { SignalsWindow } from '../signals-window.js'
import type { CustomConversion } from './custom-conversion.js'

/** How often a custom conversion happened, today and in the 7 days before. */
export interface ConversionCount {
  id: string
  name: string
  event_name: string
  counted: number
  /** by the channel that reported it first */
  browser: number
  server: number
}

/** @returns each custom conversion, in the order in which they are given */
export function conversionCounts(
  window: SignalsWindow,
  conversions: readonly CustomConversion[],
): ConversionCount[] {
  const sums = sumsByEvent(window.daily, last7Days(window.now_ms))
  return conversions.map(({ id, name, rule: { event_name } }) => {
    const of_event = sums.get(event_name) ?? NO_SUMS
    const measure = `conversion:${id}`
    return {
      id,
      name,
      event_name,
      counted: of_event.total(measure),
      browser: of_event.of('browser', measure),
      server: of_event.of('server', measure),
    }
  })
}
