import type { Issue } from './issues.js'

/** How events are sent, as the server names it in a diagnosis's fixes; in the order in which they are offered. */
export const SETUPS = ['pixel', 'conversions_api', 'gtm', 'shopify', 'woocommerce', 'stripe'] as const
export type Setup = (typeof SETUPS)[number]

/** The ways for which a diagnosis has something to say. */
export const setupsOf = ({ fixes }: Pick<Issue, 'fixes'>): Setup[] =>
  SETUPS.filter((setup) => fixes[setup] !== undefined)

/**
 * Whose fix is shown: that of the set-up in the address where there is one for it, else that of the channel which the
 * issue is about.
 */
export function setupOf(issue: Pick<Issue, 'fixes' | 'channel'>, wanted: string | undefined): Setup | null {
  const offered = setupsOf(issue)
  const by_channel: Setup = issue.channel === 'server' ? 'conversions_api' : 'pixel'
  return (
    offered.find((setup) => setup === wanted) ?? offered.find((s) => s === by_channel) ?? offered[0] ?? null
  )
}
