/**
 * Whether a change was asked for by a page of the host that it was asked of. A browser says in `Origin` whose page it is,
 * and lets no page say otherwise.
 * @param origin  the header; undefined: there is none; `null` is what a page without an origin sends
 * @param host    the host asked, with its port where that is not the scheme's own
 * @param is_by_https  null: nobody who can be believed says which scheme the browser used
 * @source OWASP, Cross-Site Request Forgery Prevention Cheat Sheet, "Using standard headers to verify origin"
 */
export function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  is_by_https: boolean | null,
): boolean {
  if (origin === undefined || host === undefined || host === '') return false
  const [, scheme, of] = /^(https?):\/\/([^/?#@\\\s]+)$/.exec(origin) ?? []
  if (scheme === undefined || of === undefined) return false
  if (is_by_https !== null && is_by_https !== (scheme === 'https')) return false
  const port = scheme === 'https' ? ':443' : ':80'
  return bare(of, port) === bare(host, port)
}

const bare = (host: string, port: string): string => {
  const lower = host.toLowerCase()
  return lower.endsWith(port) ? lower.slice(0, -port.length) : lower
}
