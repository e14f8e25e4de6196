import { HASHED_KEYS, type IdentifiedEvent } from '../../event.js'
import type { Finding } from '../diagnosis-codes.js'
import type { Seen } from '../seen.js'
import { addFbcFindings } from './fbc-findings.js'
import { addRestrictedFindings } from './restricted-findings.js'
import { addFinding, addWarningFindings } from './warning-findings.js'

/**
 * Says what one sighting shows by itself: each diagnosis of level `sighting`, once a detail.
 * @returns details are names of match keys and fields, or words of our own lists, never what was sent. Never throws. Called
 *          for every sighting of a fold: a clean one costs a few look-ups and no regular expression over long text.
 * @source reference 9.3, 13.4, 13.5
 */
export function findingsOf(seen: Seen): Finding[] {
  const found: Finding[] = []
  const { event, warnings } = seen
  if (warnings.length > 0) addWarningFindings(warnings, found)
  addFbcFindings(event, found)
  addDigestFindings(event, found)
  if (seen.channel === 'server') addUserAgentFinding(seen, found)
  addRestrictedFindings(event, found)
  return found
}

/** A digest of other than 64 digits is an MD5, which is let through and matches nobody. @source reference 6.1 */
function addDigestFindings({ user_data }: IdentifiedEvent, found: Finding[]): void {
  for (const key of HASHED_KEYS) {
    const digests = user_data[key]
    if (digests === undefined) continue
    for (const digest of digests) if (digest.length !== SHA256_CHARS) addFinding(found, 'hash_invalid', key)
  }
}
const SHA256_CHARS = 64

/** A server that sends its own user agent instead of the visitor's. */
function addUserAgentFinding({ event, automation }: Seen, found: Finding[]): void {
  const user_agent = event.user_data.client_user_agent
  if (user_agent === undefined || (event.action_source ?? 'website') !== 'website') return
  if (automation.includes('bot_user_agent') || (!user_agent.startsWith('Mozilla/') && isProgram(user_agent)))
    addFinding(found, 'bad_ip_ua', 'client_user_agent')
}

const isProgram = (user_agent: string): boolean => PROGRAM.test(user_agent.slice(0, PROGRAM_CHARS))
/** How the user agents of HTTP libraries and of partners' webhooks begin. */
const PROGRAM =
  /^(?:curl|wget|python|aiohttp|httpx|axios|node|undici|got|java|okhttp|apache-httpclient|go-http-client|guzzlehttp|php|ruby|faraday|rest-client|libwww-perl|postmanruntime|insomnia|stripe|shopify|woocommerce|wordpress|zapier|make)\b/i
const PROGRAM_CHARS = 40
