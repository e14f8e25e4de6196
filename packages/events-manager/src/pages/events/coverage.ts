import type { ByChannel, Named } from '../../client/shapes.js'

/** The share of a channel's reports that carry something; null: the channel reported nothing. */
export const coverageOf = (carrying: number, of: number): number | null => (of === 0 ? null : carrying / of)

export type KeyRow = Named & {
  browser_share: number | null
  server_share: number | null
  /** how far the two channels are apart, 0 to 1: what one tells and the other does not */
  apart: number
}

/** Names with the share of each channel's reports that carry them, most carried first. */
export function keyRows(named: readonly Named[], of: ByChannel): KeyRow[] {
  return named
    .map((each) => {
      const browser_share = coverageOf(each.browser, of.browser)
      const server_share = coverageOf(each.server, of.server)
      const both = browser_share !== null && server_share !== null
      return {
        ...each,
        browser_share,
        server_share,
        apart: both ? Math.abs(browser_share - server_share) : 0,
      }
    })
    .sort((a, b) => b.browser + b.server - (a.browser + a.server))
}

/** The keys of a match quality, with the counts of these days where a single key has them. */
export interface MatchRow {
  key: string
  label: string
  /** of the server's events of the last 48 hours; null: it is in none, or is not weighed */
  coverage: number | null
  validity: number | null
  with_it: number | null
  gain: number | null
  browser: number | null
  server: number | null
}

interface Weighed {
  key: string
  label: string
  coverage: number
  validity: number | null
  with_it: number
  gain: number
}

/**
 * What would lift the score most, first; then keys that came and are not weighed.
 * @param weighed  of the match quality; null: there is no score
 */
export function matchRows(weighed: readonly Weighed[] | null, named: readonly Named[]): MatchRow[] {
  const counts = new Map(named.map((each) => [each.name, each]))
  const scored = (weighed ?? []).map((each) => ({ ...each, ...channelsOf(each.key, counts) }))
  const in_score = new Set(scored.flatMap(({ key }) => key.split('+')))
  const rest = named
    .filter(({ name }) => !in_score.has(name))
    .map(({ name, browser, server }) => ({
      key: name,
      label: '',
      coverage: null,
      validity: null,
      with_it: null,
      gain: null,
      browser,
      server,
    }))
  return [...scored.sort((a, b) => b.gain - a.gain), ...rest]
}

/** Keys that count together have no count of their own: the rarer of them is the most that both can be on. */
function channelsOf(key: string, counts: ReadonlyMap<string, Named>) {
  const parts = key.split('+').map((part) => counts.get(part))
  const least = (channel: 'browser' | 'server') => Math.min(...parts.map((part) => part?.[channel] ?? 0))
  return { browser: least('browser'), server: least('server') }
}
