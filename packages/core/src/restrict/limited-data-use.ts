import type { IdentifiedEvent } from '../event.js'

/** The states in which limited data use holds, by Meta's code. The list grows yearly. @source reference 13.1 */
export const LIMITED_STATES: { readonly [code: number]: string } = {
  1000: 'California',
  1001: 'Colorado',
  1002: 'Connecticut',
  1003: 'Florida',
  1004: 'Oregon',
  1005: 'Texas',
  1006: 'Montana',
  1007: 'Delaware',
  1008: 'Nebraska',
  1009: 'New Hampshire',
  1010: 'New Jersey',
  1011: 'Minnesota',
  1012: 'Maryland',
  1013: 'Rhode Island',
}
const UNITED_STATES = 1

type Options = Pick<
  IdentifiedEvent,
  'data_processing_options' | 'data_processing_options_country' | 'data_processing_options_state'
>

/**
 * Whether an event comes under limited data use. Meta finds out where a person is if country or state is 0 or left out;
 * we do not look, and take it that the limit holds. A place that is named and has no such law is no limit.
 * @source reference 13.1
 */
export function isDataUseLimited(event: Options): boolean {
  if (!event.data_processing_options?.includes('LDU')) return false
  const country = event.data_processing_options_country ?? 0
  const state = event.data_processing_options_state ?? 0
  if (country === 0 || (country === UNITED_STATES && state === 0)) return true
  return country === UNITED_STATES && Object.hasOwn(LIMITED_STATES, state)
}
