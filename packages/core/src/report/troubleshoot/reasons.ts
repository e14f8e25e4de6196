import type { Restriction } from '../../restrict/restriction.js'
import { blockKindOf } from '../test-events/blocks.js'

/** What people said that holds their purchases back. */
const RESTRICTED: { [code in Restriction]: string } = {
  opt_out: 'an opt-out',
  limited_data_use: 'limited data use',
  consent_withdrawn: 'consent that was withdrawn',
  no_consent: 'consent that was not given',
}

/** Why an order of the shop was not counted. @source ../orders/classify.ts */
const NOT_TRACKED: { [reason: string]: string } = {
  nothing_arrived: 'had no report that was counted',
  late: 'had a report more than 7 days late',
  duplicate_id: 'had a report that was taken for a copy of another',
}

/** A code of the books in words; the code itself where it has none. */
export const restrictedFor = (code: string): string =>
  Object.hasOwn(RESTRICTED, code) ? RESTRICTED[code as Restriction] : code

export const blockedFor = (code: string): string => {
  const { title } = blockKindOf(code)
  return `${title[0]?.toLowerCase()}${title.slice(1)}`
}

export const notTrackedFor = (reason: string): string =>
  Object.hasOwn(NOT_TRACKED, reason) ? (NOT_TRACKED[reason] ?? reason) : reason
