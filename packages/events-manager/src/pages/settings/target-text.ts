import type { AlertChannel } from './queries.js'

/** Where a channel's messages go, in a line, as far as it is not secret. */
export function targetText(target: AlertChannel['target']): string {
  if (target.kind === 'webhook') return target.url
  return target.kind === 'slack' ? target.host : target.to.join(', ')
}
