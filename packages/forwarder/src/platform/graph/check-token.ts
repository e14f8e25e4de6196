import { readTokenSaid, type TokenSaid, tokenUnknown } from '@countersign/core'
import type { Destination, DestinationSecrets } from '@countersign/storage/configuration'
import type { Fetcher, OutgoingRequest } from '../../fetcher.js'
import { allowedAddress } from '../../guard/allowed-address.js'
import { withoutSecrets } from '../../send/without-secrets.js'
import { appsecretProof } from './compose-request.js'

/** From the start of the request to the end of its answer. */
const REQUEST_MS = 15_000

export interface TokenAsked {
  destination: Destination
  secrets: DestinationSecrets
  /** COUNTERSIGN_META_URL; null: it is not set */
  meta_url: string | null
}

/**
 * Asks a destination what its access token is good for: `GET {base}/{api_version}/debug_token?input_token=…`. It goes only
 * where the destination's events may go. The one request of ours that has a token in its address: there is no other way to
 * ask, so it is asked on its owner's wish alone. It never rejects.
 * @source reference 5.10, 5.12
 */
export async function checkToken(
  asked: TokenAsked,
  fetcher: Fetcher,
  now_ms: () => number,
): Promise<TokenSaid> {
  const request = requestOf(asked)
  if ('forbidden' in request) return tokenUnknown(request.forbidden)
  const answer = await fetcher(request, AbortSignal.timeout(REQUEST_MS))
  return readTokenSaid(withoutSecrets(answer, asked.secrets), now_ms())
}

function requestOf({ destination, secrets, meta_url }: TokenAsked): OutgoingRequest | { forbidden: string } {
  const address = allowedAddress(destination, meta_url)
  if ('forbidden' in address) return address
  const events = `/${encodeURIComponent(destination.target_id)}/events`
  if (!address.url.endsWith(`/${destination.api_version}${events}`))
    return { forbidden: 'This address takes events and nothing else, so its token can’t be asked about.' }
  const url = new URL(`${address.url.slice(0, -events.length)}/debug_token`)
  const { access_token, app_secret } = secrets
  url.searchParams.set('input_token', access_token)
  if (app_secret !== null) url.searchParams.set('appsecret_proof', appsecretProof(access_token, app_secret))
  return {
    method: 'GET',
    url: url.href,
    headers: {
      authorization: `Bearer ${access_token}`,
      accept: 'application/json',
      'user-agent': 'countersign',
    },
    body: new Uint8Array(),
    may_be_private: address.may_be_private,
  }
}
