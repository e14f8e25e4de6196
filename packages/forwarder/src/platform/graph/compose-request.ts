import { createHmac } from 'node:crypto'
import { batchFields } from '@countersign/core'
import type { OutgoingRequest } from '../../fetcher.js'
import { allowedAddress } from '../../guard/allowed-address.js'
import type { Sending } from '../platform.js'
import { bodyOf } from './body.js'

/**
 * Puts a request together. The token is in a header and nowhere else: addresses end up in the logs of whatever is
 * between us and them.
 * @param events  JSON texts
 * @source reference 5.1, 5.2
 */
export function composeRequest(
  { destination, secrets, meta_url, partner_agent }: Sending,
  events: readonly string[],
): OutgoingRequest | { forbidden: string } {
  const address = allowedAddress(destination, meta_url)
  if ('forbidden' in address) return address
  const { access_token, app_secret } = secrets
  const fields = batchFields({ partner_agent, test_event_code: destination.test_event_code })
  if (app_secret !== null) fields.appsecret_proof = appsecretProof(access_token, app_secret)
  return {
    ...address,
    headers: {
      authorization: `Bearer ${access_token}`,
      'content-type': 'application/json',
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'countersign',
    },
    body: bodyOf(events, fields),
  }
}

/** Shows that who sends a token knows the app's secret: HMAC-SHA256 of the token, 64 lower-case hex digits. */
export const appsecretProof = (access_token: string, app_secret: string): string =>
  createHmac('sha256', app_secret).update(access_token).digest('hex')
