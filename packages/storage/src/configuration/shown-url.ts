import type { AlertTarget } from './alert-channel.js'

const REST_CHARS_SHOWN = 6

/**
 * A webhook's address as it is shown. Its path and query are often its secret (Discord, Teams), and so is what stands
 * before its host: of the first a few characters are left, by which one knows it again, of the last nothing.
 * @param url  as it is configured: one that can be read
 */
export function shownUrl(url: string): string {
  const { origin, pathname, search, hash } = new URL(url)
  const rest = `${pathname}${search}${hash}`
  return rest.length > REST_CHARS_SHOWN ? `${origin}${rest.slice(0, REST_CHARS_SHOWN)}…` : `${origin}${rest}`
}

/** Where a channel's messages go, as it is shown. */
export const shownTarget = (target: AlertTarget): AlertTarget =>
  target.kind === 'webhook' ? { ...target, url: shownUrl(target.url) } : target
