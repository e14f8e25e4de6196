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
 * Asks a destination whether its access token holds: a read of the dataset, `GET {base}/{api_version}/{target_id}?fields=id`,
 * with the token in its header as events have it. (`debug_token` would say more, and wants the token in its address, where
 * logs would keep it.) It goes only where the destination's events may go. It never rejects.
 * @source reference 5.6, 5.10
 */
export async function checkToken(asked: TokenAsked, fetcher: Fetcher): Promise<TokenSaid> {
  const request = requestOf(asked)
  if ('forbidden' in request) return tokenUnknown(request.forbidden)
  const answer = await fetcher(request, AbortSignal.timeout(REQUEST_MS))
  return readTokenSaid(withoutSecrets(answer, asked.secrets), asked.destination.target_id)
}

function requestOf({ destination, secrets, meta_url }: TokenAsked): OutgoingRequest | { forbidden: string } {
  const address = allowedAddress(destination, meta_url)
  if ('forbidden' in address) return address
  const dataset = `/${destination.api_version}/${encodeURIComponent(destination.target_id)}`
  if (!address.url.endsWith(`${dataset}/events`))
    return { forbidden: 'This address takes events and nothing else, so its token can’t be asked about.' }
  const url = new URL(address.url.slice(0, -'/events'.length))
  url.searchParams.set('fields', 'id')
  const { access_token, app_secret } = secrets
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
