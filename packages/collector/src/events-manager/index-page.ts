import type { FastifyInstance, FastifyReply } from 'fastify'
import type { EventsManagerFiles } from './files.js'

/** Every address of Events Manager. What is not here stays the collector's: beacons, Graph, the API, the library. */
const ADDRESSES = ['/', '/sign-in', '/welcome', '/new', '/account', '/people', '/audit', '/d/*'] as const

/**
 * What a browser may do on our pages: our own files and nothing else, no script that stands in the page, no frame
 * around it. A page gets a nonce of its own for the styles that Mantine writes.
 */
const policyFor = (nonce: string): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  // With a nonce inside, an answer is for one time only.
  'cache-control': 'no-store',
  // Addresses say what somebody looks at: links out of here do not tell.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

/**
 * GET of each address of Events Manager: the same page, which looks at its address itself.
 * @param newNonce  random, base64, another for each answer
 */
export function indexPage(app: FastifyInstance, { index }: EventsManagerFiles, newNonce: () => string): void {
  const parts = index.split('__NONCE__')
  const send = (reply: FastifyReply) => {
    const nonce = newNonce()
    return reply.headers({ ...HEADERS, 'content-security-policy': policyFor(nonce) }).send(parts.join(nonce))
  }
  for (const address of ADDRESSES) app.get(address, (_request, reply) => send(reply))
}
