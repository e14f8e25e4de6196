import { isIP } from 'node:net'
import { type Resolve, systemResolve } from '../guard/guarded-connect.js'
import { isPublicAddress } from '../guard/public-address.js'
import type { Mailer, MailOutcome, OutgoingMail } from './mailer.js'

export interface MailLimits {
  connect_ms: number
  /** until the server has greeted */
  greeting_ms: number
  /** between two of its answers */
  socket_ms: number
  /** all of it */
  mail_ms: number
}
export const MAIL_LIMITS: MailLimits = {
  connect_ms: 5_000,
  greeting_ms: 5_000,
  socket_ms: 10_000,
  mail_ms: 30_000,
}

/** The port on which TLS comes first. On all others it is asked for by STARTTLS. @source RFC 8314 */
const TLS_PORT = 465

/**
 * Sends by SMTP. The server's name is resolved here and the address that was looked at is connected to, so that a mail
 * server cannot be one of the owner's own network unless it is allowed by name. Password and text go by TLS only, but
 * for a server that is allowed by name and offers none.
 */
export function smtpMailer(options: { limits?: Partial<MailLimits>; resolve?: Resolve } = {}): Mailer {
  const limits = { ...MAIL_LIMITS, ...options.limits }
  const resolve = options.resolve ?? systemResolve()
  return async (mail) => {
    try {
      const address = await addressOf(mail, resolve)
      if (address === null)
        return { failure: `${mail.host} has no public address, and is not allowed by name` }
      return await send(mail, address, limits)
    } catch (error) {
      return { failure: failureOf(error, mail.host) }
    }
  }
}

async function addressOf({ host, may_be_private }: OutgoingMail, resolve: Resolve): Promise<string | null> {
  const found = isIP(host) ? [host] : (await resolve(host)).map(({ address }) => address)
  return found.find((address) => may_be_private || isPublicAddress(address)) ?? null
}

async function send(mail: OutgoingMail, address: string, limits: MailLimits): Promise<MailOutcome> {
  const { host, port, user, password, from, to, subject, text, may_be_private } = mail
  const is_tls = port === TLS_PORT
  // Loaded when there is a mail to send: it takes 15 MB.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    host: address,
    port,
    secure: is_tls,
    requireTLS: !is_tls && !may_be_private,
    ...(isIP(host) === 0 && { tls: { servername: host } }),
    ...(user !== null && { auth: { user, pass: password ?? '' } }),
    // What it greets with would otherwise be this machine's name.
    name: from.slice(from.lastIndexOf('@') + 1),
    connectionTimeout: limits.connect_ms,
    greetingTimeout: limits.greeting_ms,
    socketTimeout: limits.socket_ms,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error(), { code: 'ETIMEDOUT' })), limits.mail_ms)
  })
  const headers = { 'Auto-Submitted': 'auto-generated' }
  try {
    const sent = await Promise.race([transport.sendMail({ from, to: [...to], subject, text, headers }), late])
    return { rejected: sent.rejected.length }
  } finally {
    clearTimeout(timer)
    transport.close()
  }
}

const WORDS: { [code: string]: string } = {
  EAUTH: 'it does not take this user and password',
  EENVELOPE: 'it takes no mail from this sender, or to none of these recipients',
  EMESSAGE: 'it does not take this mail',
  ETLS: 'no TLS can be spoken with it',
  ETIMEDOUT: 'it does not answer in time',
  ETIMEOUT: 'it does not answer in time',
  ECONNECTION: 'no connection can be made to it',
  ESOCKET: 'no connection can be made to it',
  EPROTOCOL: 'it does not speak SMTP',
  EDNS: 'its name is not found',
  ENOTFOUND: 'its name is not found',
  EAI_AGAIN: 'the name servers do not answer',
}

/** Of what the server says its number only: its words may repeat what it was sent. */
function failureOf(error: unknown, host: string): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  const words = WORDS[code ?? ''] ?? 'it cannot be spoken to'
  return `mail server ${host}: ${words}${typeof responseCode === 'number' ? ` (${responseCode})` : ''}`
}
