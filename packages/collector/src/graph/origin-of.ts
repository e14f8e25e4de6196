import type { FastifyRequest } from 'fastify'
import { hostOf, isByHttps } from '../receive/first-party-cookies.js'
import type { Stage } from '../stage.js'

/** Where the request came to, so that what a page installs leads back here. */
export function originOf({ raw }: FastifyRequest, stage: Stage): string {
  const host = hostOf(raw, stage) ?? ''
  const scheme = isByHttps(raw, stage) ? 'https' : 'http'
  return `${scheme}://${HOST.test(host) ? host : 'localhost'}`
}
/** It goes into a page: nothing but a name or an address, and a port. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i
