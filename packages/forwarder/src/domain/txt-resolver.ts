import { Resolver } from 'node:dns/promises'
import type { ResolveTxt } from './look.js'

const QUERY_MS = 3_000
const TRIES = 2
/** With several name servers, each of which is asked in turn. */
const TOTAL_MS = 10_000

/** Asks the name servers of this machine for TXT records, each time anew: an answer that is kept would be an old one. */
export const txtResolver = (): ResolveTxt => async (name) => {
  const resolver = new Resolver({ timeout: QUERY_MS, tries: TRIES })
  const late = setTimeout(() => resolver.cancel(), TOTAL_MS)
  try {
    return await resolver.resolveTxt(name)
  } finally {
    clearTimeout(late)
  }
}
