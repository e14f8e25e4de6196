import { DAY_MS } from '../../../time.js'
import { isOfSite, namedSites, siteOf } from '../../domain/within.js'
import { clipped, thousands } from '../../sentences.js'
import type { HostSeen } from '../../signals-window.js'
import { type Diagnosis, diagnosisOf } from '../diagnosis.js'
import { isRaised } from './rows.js'
import type { View } from './view.js'

const WEEK_MS = 7 * DAY_MS
/** A site has more events than a test from one's own machine before it. */
const SITE_EVENTS_MIN = 100
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
  const lately = hosts.filter(({ last_ms, host }) => now_ms - last_ms <= WEEK_MS && !isOfSite(host, VIEWERS))
  const known = knownDomains(view)
  // A dataset that no domain is named for knows its own by nothing but use.
  if (known.length === 0) return []
  const { verifies_domains, verified_domains } = surroundings
  const unknown = lately.filter(({ host }) => !isOfSite(host, [...known, ...verified_domains]))
  const unproven = lately.flatMap((seen) => {
    const domain = known.find((one) => isOfSite(seen.host, [one]))
    const is_proven = !verifies_domains || isOfSite(seen.host, verified_domains)
    // A domain is verified with its subdomains, so it is told as a whole.
    return domain === undefined || is_proven ? [] : [{ ...seen, host: domain }]
  })
  return [
    ...newDomains(raised('new_domain', together(unknown))),
    ...raised('domain_unverified', together(unproven)).map((seen) =>
      hostDiagnosis('domain_unverified', seen),
    ),
  ]
}

const raised = (code: 'new_domain' | 'domain_unverified', hosts: readonly HostSeen[]): HostSeen[] =>
  hosts.filter(({ count }) => isRaised(code, count, count))

/** So many are told by name; a host is its sender's word, and may be invented. */
const NAMED_MAX = 10

/** Those that most events came from, each by itself, and the others together. */
function newDomains(hosts: readonly HostSeen[]): Diagnosis[] {
  const most_first = [...hosts].sort((a, b) => b.count - a.count || (a.host < b.host ? -1 : 1))
  const rest = most_first.slice(NAMED_MAX)
  const named = most_first.slice(0, NAMED_MAX).map((seen) => hostDiagnosis('new_domain', seen))
  if (rest.length === 0) return named
  const count = rest.reduce((sum, seen) => sum + seen.count, 0)
  const hosts_more = rest.length === 1 ? '1 more host' : `${thousands(rest.length)} more hosts`
  const others = diagnosisOf('new_domain', {
    seen: `${thousands(count)} events came from ${hosts_more}, which ${rest.length === 1 ? 'is' : 'are'} not among your domains.`,
    affected: count,
    total: count,
    first_ms: Math.min(...rest.map(({ first_ms }) => first_ms)),
    last_ms: Math.max(...rest.map(({ last_ms }) => last_ms)),
  })
  return [...named, others]
}

/**
 * What the owner named; else the site itself, as far as use tells: of the hosts that were there in the first week of all
 * that are still in use, the one that most events came from. Who floods a dataset under a host of his own came later.
 */
function knownDomains({ window }: View): string[] {
  const named = namedSites(window.surroundings)
  if (named.length > 0) return named
  const in_use = together(window.hosts).filter(({ last_ms }) => window.now_ms - last_ms <= WEEK_MS)
  const often = in_use.filter(({ count }) => count >= SITE_EVENTS_MIN)
  const sites = often.length > 0 ? often : in_use
  const first_ms = Math.min(...sites.map((seen) => seen.first_ms))
  const [most] = sites.filter((seen) => seen.first_ms - first_ms <= WEEK_MS).sort((a, b) => b.count - a.count)
  return most === undefined ? [] : [siteOf(most.host)]
}

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
