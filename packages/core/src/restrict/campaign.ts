import { withoutEmails } from '../identify/plain-email.js'

/** Parameters that name a campaign, the best first. A click id is none: it is one person's. */
const NAMES = ['utm_campaign', 'utm_id', 'campaign_id', 'campaignid'] as const
const CAMPAIGN_CHARS_MAX = 100
/** No campaign of a page that is longer than this is looked for. */
const URL_CHARS_MAX = 4_096

/**
 * The campaign that a page's address names, with the parameter that named it: `utm_campaign=spring`.
 * @param url  with identity taken out
 * @returns null where it names none, or nothing that could be one: texts with identity in them, digests, long tokens
 * @source reference 10.1
 */
export function campaignOf(url: string | undefined): string | null {
  if (url === undefined || url.length > URL_CHARS_MAX) return null
  const from = url.indexOf('?')
  if (from < 0) return null
  const to = url.indexOf('#', from)
  const params = new URLSearchParams(url.slice(from + 1, to < 0 ? undefined : to))
  for (const name of NAMES) {
    const value = readCampaign(params.get(name) ?? '')
    if (value !== '') return `${name}=${value}`
  }
  return null
}

function readCampaign(text: string): string {
  const bare = text.replace(UNPRINTABLE, ' ').trim()
  if (bare.length > CAMPAIGN_CHARS_MAX || withoutEmails(bare) !== bare) return ''
  return bare.includes('_removed_') || TOKEN.test(bare) ? '' : bare
}
const UNPRINTABLE = /[\p{C}\p{Z}]+/gu
/** 32 characters without a break are a digest or a click id, no name that people give. */
const TOKEN = /[A-Za-z0-9+/=]{32,}/
