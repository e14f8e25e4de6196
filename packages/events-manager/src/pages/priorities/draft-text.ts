import type { DomainSlots, Slot } from './slots.js'

/** What stands in an address. Longer ones are kept in the page alone: browsers and logs cut addresses. */
export const DRAFT_CHARS_MAX = 1_500
const DOMAIN = /^[a-z0-9.-]{1,253}$/
const NAME_CHARS_MAX = 256
const CURRENCY = /^[A-Z]{0,3}$/

/**
 * A draft of the order as a text for the address, e.g. `shop.example:Purchase~EUR~0~20~50~100,Lead;blog.example:`.
 * @returns undefined where it is too long for one
 */
export function draftText(domains: readonly DomainSlots[]): string | undefined {
  const text = domains.map(({ domain, slots }) => `${domain}:${slots.map(slotText).join(',')}`).join(';')
  return text.length > DRAFT_CHARS_MAX ? undefined : text
}

const slotText = ({ event_name, value_set }: Slot): string =>
  [escaped(event_name), ...(value_set === undefined ? [] : [value_set.currency, ...value_set.ranges])].join(
    '~',
  )

/** Names may hold what separates them here. */
const escaped = (name: string): string =>
  name.replace(/[%:;,~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** @returns null where it is no draft: somebody has changed the address by hand */
export function draftIn(text: string | undefined): readonly DomainSlots[] | null {
  if (text === undefined || text === '' || text.length > DRAFT_CHARS_MAX) return null
  let domains: readonly DomainSlots[] = []
  for (const part of text.split(';')) {
    const [, domain = '', listed = ''] = /^([^:]*):([^:]*)$/.exec(part) ?? []
    const slots = listed === '' ? [] : listed.split(',').map(slotIn)
    if (!DOMAIN.test(domain) || slots.some((slot) => slot === null)) return null
    if (domains.some((each) => each.domain === domain)) return null
    domains = [...domains, { domain, slots: slots as Slot[] }]
  }
  const is_once = domains.every(({ slots }) => new Set(slots.map(nameOf)).size === slots.length)
  return is_once ? domains : null
}

const nameOf = ({ event_name }: Slot): string => event_name

function slotIn(text: string): Slot | null {
  const [name = '', currency, ...bounds] = text.split('~')
  const event_name = unescaped(name)
  if (event_name === null || event_name === '' || event_name.length > NAME_CHARS_MAX) return null
  if (currency === undefined) return { event_name }
  const ranges = bounds.map(Number)
  const is_read =
    CURRENCY.test(currency) && bounds.every((bound) => bound !== '') && ranges.every(Number.isFinite)
  return is_read ? { event_name, value_set: { currency, ranges } } : null
}

function unescaped(name: string): string | null {
  try {
    return decodeURIComponent(name)
  } catch {
    return null
  }
}
