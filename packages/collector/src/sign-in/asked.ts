import type { FastifyRequest } from 'fastify'
import { headerOf } from '../receive/client-address.js'
import { hostOf, isByHttps } from '../receive/first-party-cookies.js'
import type { Stage } from '../stage.js'
import { isOwnOrigin } from './origin.js'

/** Whether a request's Origin is the host that it asks. */
export function isFromOwnPage({ raw }: FastifyRequest, stage: Stage): boolean {
  return isOwnOrigin(headerOf(raw, 'origin'), hostOf(raw, stage), schemeOf(raw, stage))
}

/** Whether the browser speaks https, as far as we can tell: a proxy that nobody named may stand between. */
export function isAskedByHttps(request: FastifyRequest, stage: Stage): boolean {
  if (isByHttps(request.raw, stage)) return true
  return isFromOwnPage(request, stage) && headerOf(request.raw, 'origin')?.startsWith('https:') === true
}

/** Where people reach us, for a link that they are given, e.g. `https://t.shop.example`. */
export const originAsked = (request: FastifyRequest, stage: Stage): string =>
  `${isAskedByHttps(request, stage) ? 'https' : 'http'}://${hostOf(request.raw, stage) ?? 'localhost'}`

/** What counts tries by: a public address, a network of IPv6, or whatever the address is. */
export function addressOf({ raw }: FastifyRequest, { addresses }: Stage): string | null {
  const address = addresses.of(raw)
  return address === undefined ? null : (addresses.limitedAs(address) ?? address)
}

/** null where the request came plainly, and by no proxy whose word counts. */
function schemeOf(raw: FastifyRequest['raw'], stage: Stage): boolean | null {
  if (isByHttps(raw, stage)) return true
  const is_told = headerOf(raw, 'x-forwarded-proto') !== undefined && stage.addresses.isByTrustedProxy(raw)
  return is_told ? false : null
}
