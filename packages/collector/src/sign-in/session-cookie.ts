import type { IncomingMessage } from 'node:http'

const NAME = 'countersign_session'
/** 256 bits in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/

/** The session's secret in a Cookie header; undefined where there is none, or it cannot be one. Of two the first counts. */
export function readSessionCookie({ headers: { cookie } }: IncomingMessage): string | undefined {
  if (cookie === undefined || !cookie.includes(NAME)) return undefined
  for (const part of cookie.split(';')) {
    const [name = '', value = ''] = part.split('=', 2).map((text) => text.trim())
    if (name === NAME) return SECRET.test(value) ? value : undefined
  }
  return undefined
}

/**
 * What sets the cookie, for scripts never to read and other sites' forms never to send.
 * @param secret  null: takes the cookie away
 */
export function sessionCookie(secret: string | null, age_ms_max: number, is_by_https: boolean): string {
  const age_s = secret === null ? 0 : Math.floor(age_ms_max / 1000)
  const secure = is_by_https ? '; Secure' : ''
  return `${NAME}=${secret ?? ''}; Path=/; Max-Age=${age_s}; HttpOnly; SameSite=Lax${secure}`
}
