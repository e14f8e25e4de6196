import type { HostSeen } from '../../signals-window.js'
import { type Diagnosis, diagnosisOf } from '../diagnosis.js'
import { isRaised } from './rows.js'
import { clipped, thousands } from './sentences.js'
import type { View } from './view.js'

const WEEK_MS = 7 * 86_400_000
/** Hosts that show other people's pages to single readers: caches, translations, archives, a file on disk. */
const VIEWERS = [
  'translate.goog',
  'googleusercontent.com',
  'web.archive.org',
  'cdn.ampproject.org',
  'microsofttranslator.com',
  'yandex.com',
]

/** Hosts that events came from in the last 7 days: unknown ones, and known ones whose ownership is not proven. */
export function diagnoseDomains(view: View): Diagnosis[] {
  const { hosts, surroundings, now_ms } = view.window
  const lately = hosts.filter(
    ({ last_ms, host }) => now_ms - last_ms <= WEEK_MS && !isWithinAny(host, VIEWERS),
  )
  const known = knownDomains(view)
  // A dataset that no domain is named for knows its own by nothing but use.
  if (known.length === 0) return []
  const { verifies_domains, verified_domains } = surroundings
  const unknown = lately.filter(({ host }) => !isWithinAny(host, [...known, ...verified_domains]))
  const unproven = lately.flatMap((seen) => {
    const domain = known.find((one) => isWithinAny(seen.host, [one]))
    const is_proven = !verifies_domains || isWithinAny(seen.host, verified_domains)
    // A domain is verified with its subdomains, so it is told as a whole.
    return domain === undefined || is_proven ? [] : [{ ...seen, host: domain }]
  })
  return [
    ...together(unknown).map((seen) => hostDiagnosis('new_domain', seen)),
    ...together(unproven).map((seen) => hostDiagnosis('domain_unverified', seen)),
  ].filter(({ code, affected }) => isRaised(code, affected, affected))
}

/** What the owner named; else the host that most events came from, which is the site itself. */
function knownDomains({ window }: View): string[] {
  const { domain, allowed_domains } = window.surroundings
  const named = [...(domain === null ? [] : [domain]), ...allowed_domains].map(registered)
  if (named.length > 0) return named
  const [most] = together(window.hosts).sort((a, b) => b.count - a.count)
  return most === undefined ? [] : [registered(most.host)]
}

const registered = (domain: string): string => domain.toLowerCase().replace(/^www\./, '')

const isWithinAny = (host: string, domains: readonly string[]): boolean =>
  domains.some((domain) => host === registered(domain) || host.endsWith(`.${registered(domain)}`))

/** One host of both channels is one. */
function together(hosts: readonly HostSeen[]): HostSeen[] {
  const by_host = new Map<string, HostSeen>()
  for (const seen of hosts) {
    const host = seen.host.toLowerCase()
    const held = by_host.get(host)
    by_host.set(host, {
      ...seen,
      host,
      first_ms: Math.min(seen.first_ms, held?.first_ms ?? seen.first_ms),
      last_ms: Math.max(seen.last_ms, held?.last_ms ?? seen.last_ms),
      count: seen.count + (held?.count ?? 0),
    })
  }
  return [...by_host.values()]
}

function hostDiagnosis(
  code: 'new_domain' | 'domain_unverified',
  { host, count, first_ms, last_ms }: HostSeen,
): Diagnosis {
  const events = `${thousands(count)} ${count === 1 ? 'event' : 'events'} came from ${clipped(host)}`
  const says = code === 'new_domain' ? 'which is not among your domains' : 'which is not verified'
  return diagnosisOf(code, {
    detail: host,
    seen: `${events}, ${says}.`,
    affected: count,
    total: count,
    first_ms,
    last_ms,
  })
}
