import type { Channel } from '../event.js'

const NAME_CHARS_MAX = 60

/** `Purchase events from the server`, as far as it is known which. */
export function eventsOf(event_name: string | null, channel: Channel | null): string {
  const name = event_name === null ? '' : `${clipped(event_name)} `
  const from = channel === null ? '' : ` from the ${channel}`
  return event_name === null ? `events${from}` : `${name}events${from}`
}

/** `38 % of Purchase events from the server (412 of 1,084 in 7 days) carry no event_id.` */
export const shareSentence = (
  of: string,
  affected: number,
  total: number,
  within: string,
  says: string,
): string =>
  `${percent(affected, total)} of ${of} (${thousands(affected)} of ${thousands(total)} in ${within}) ${says}.`

/** A name is its sender's text: of any length, and with line ends and the like in it. */
export const clipped = (name: string): string => {
  const plain = name.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return plain.length > NAME_CHARS_MAX ? `${plain.slice(0, NAME_CHARS_MAX)}…` : plain
}

/** `1,084` */
export const thousands = (count: number): string =>
  String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/g, ',')

/** `38 %`: of counts, without decimals from 10 % on; never all of less than all, nor none of more than none. */
export function percent(part: number, total: number): string {
  const share = total > 0 ? Math.min(1, part / total) * 100 : 0
  if (share >= 99.95 || share === 0) return `${Math.round(share)} %`
  if (share >= 10) return `${Math.min(99, Math.round(share))} %`
  return share < 0.1 ? 'under 0.1 %' : `${share.toFixed(1).replace(/\.0$/, '')} %`
}

/** `12.5 %`: of a share, to a tenth; never 100 % of less than all, nor 0 % of more than none. */
export function percentText(share: number): string {
  const tenths = Math.round(share * 1_000)
  if (tenths === 0 && share > 0) return 'under 0.1 %'
  if (tenths === 1_000 && share < 1) return 'over 99.9 %'
  return `${tenths / 10} %`
}

/** `a, b and c` */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
