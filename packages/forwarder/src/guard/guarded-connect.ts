import { type LookupAddress, lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import type { buildConnector as BuildConnector } from 'undici'
import { buildConnector } from '../send/http-agent.js'
import { isPublicAddress } from './public-address.js'

/** The guard has let no connection out. */
export class ForbiddenAddress extends Error {
  readonly code = 'FORBIDDEN_ADDRESS'
}

/** All addresses of a host's name. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>

/**
 * Connects to public addresses only. A name is resolved here, and what was looked at is what is connected to: there is
 * no second look-up that could answer otherwise. Of several addresses the private ones are left out.
 */
export function guardedConnect(
  options: BuildConnector.BuildOptions,
  resolve: Resolve = systemResolve(),
): BuildConnector.connector {
  const connect = buildConnector({ ...options, lookup: publicLookup(resolve) })
  return (to, callback) => {
    const hostname = to.hostname.replace(/^\[(.*)\]$/, '$1')
    // A literal address is connected to without any look-up.
    if (isIP(hostname) !== 0 && !isPublicAddress(hostname))
      callback(new ForbiddenAddress(`${hostname} is not public`), null)
    else connect(to, callback)
  }
}

/** In the shape of Node's own, for `net.connect`. */
export function publicLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    const refuse = (error: NodeJS.ErrnoException) => callback(error, '', 0)
    resolve(hostname)
      .then((all) => {
        const open = all.filter(({ address }) => isPublicAddress(address))
        const [first] = open
        if (!first) refuse(new ForbiddenAddress(`${hostname} has no public address`))
        else if (options.all) callback(null, open)
        else callback(null, first.address, first.family)
      })
      .catch(refuse)
  }
}

/**
 * The system's resolver, asked once at a time for a name: each question under way holds one of Node's few threads, and
 * a name server that does not answer must not take them all.
 */
export function systemResolve(): Resolve {
  const asking = new Map<string, Promise<LookupAddress[]>>()
  return (hostname) => {
    const under_way = asking.get(hostname)
    if (under_way) return under_way
    const asked = new Promise<LookupAddress[]>((resolve, reject) => {
      lookup(hostname, { all: true }, (error, found) => (error ? reject(error) : resolve(found)))
    }).finally(() => asking.delete(hostname))
    asking.set(hostname, asked)
    return asked
  }
}
