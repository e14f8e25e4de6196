import { wrongInput } from './io.js'

const ORIGIN_DEFAULT = 'http://127.0.0.1:8787'

/**
 * Makes whole addresses of one-time links, whose secret stands behind the #: no server and no log sees it.
 * @param given  where people reach Countersign; left out: COUNTERSIGN_ORIGIN, or where it listens by itself
 * @throws CommandFailed where that is no origin
 */
export function welcomeLink(
  given: string | undefined,
  listens_at = ORIGIN_DEFAULT,
): (secret: string) => string {
  const origin = (given === undefined ? configuredOrigin() : checked(given, '--origin')) ?? listens_at
  return (secret) => `${origin}/welcome#${secret}`
}

/** What COUNTERSIGN_ORIGIN says; null: nothing @throws CommandFailed where that is no origin */
export function configuredOrigin(): string | null {
  const given = process.env.COUNTERSIGN_ORIGIN
  return given === undefined ? null : checked(given, 'COUNTERSIGN_ORIGIN')
}

function checked(given: string, name: string): string {
  const origin = originOf(given)
  if (origin === null)
    throw wrongInput(`${name}: give where people reach Countersign, e.g. https://t.shop.example`)
  return origin
}

/** null for what is no origin: another scheme, a path, a name and password */
export function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, origin, href } = new URL(text)
  const is_bare = href === `${origin}/`
  return is_bare && (protocol === 'http:' || protocol === 'https:') ? origin : null
}
