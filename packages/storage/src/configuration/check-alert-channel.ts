import type { Severity } from '@countersign/core'
import {
  ALERT_DEFAULTS,
  type AlertPacing,
  type AlertTarget,
  type NewAlertChannel,
  type NewAlertTarget,
  SEVERITIES,
} from './alert-channel.js'
import { hostOf, isHost } from './base-url.js'

const URL_CHARS_MAX = 500
const SECRET_CHARS = { min: 16, max: 500 }
const RECIPIENTS_MAX = 20
const PRIVATE_HOSTS_MAX = 20
const DIGEST_SECONDS_MAX = 24 * 3_600
const PER_HOUR_MAX = 60
const MAIL_CHARS_MAX = 254
/** No spaces, controls, commas, quotes or angles: nothing that could begin a second address or a header. */
const MAIL = /^[^\s\p{C}@<>,;:"()[\]\\]{1,64}@[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/iu

export type CheckedAlertChannel = AlertPacing & { target: AlertTarget }

/**
 * Checks a new channel.
 * @returns it, with the defaults for what was left out; or what to give instead: a line a fault, which begins with the
 *          field's name
 */
export function checkAlertChannel(
  given: Omit<NewAlertChannel, 'dataset_id'>,
  secret: string | null,
): CheckedAlertChannel | string {
  const { severities, digest_seconds, per_hour_max } = { ...ALERT_DEFAULTS, ...given }
  const hosts = (given.allowed_private_hosts ?? []).map((host) => host.toLowerCase())
  const faults: string[] = []
  if (severities.length === 0 || !severities.every((one) => SEVERITIES.includes(one)))
    faults.push(`severities: give one or several of ${SEVERITIES.join(', ')}`)
  if (!isWithin(digest_seconds, 0, DIGEST_SECONDS_MAX))
    faults.push(`digest_seconds: give a whole number from 0 to ${DIGEST_SECONDS_MAX}`)
  if (!isWithin(per_hour_max, 1, PER_HOUR_MAX))
    faults.push(`per_hour_max: give a whole number from 1 to ${PER_HOUR_MAX}`)
  if (hosts.length > PRIVATE_HOSTS_MAX || !hosts.every(isHost))
    faults.push(`allowed_private_hosts: give names or addresses of hosts, at most ${PRIVATE_HOSTS_MAX}`)
  const target = checkTarget(given.target, secret, hosts)
  if (typeof target === 'string') faults.push(target)
  if (typeof target === 'string' || faults.length > 0) return faults.join('\n')
  return {
    target,
    severities: SEVERITIES.filter((one: Severity) => severities.includes(one)),
    digest_seconds,
    per_hour_max,
    allowed_private_hosts: hosts,
  }
}

const isWithin = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && value >= min && value <= max

function checkTarget(
  target: NewAlertTarget,
  secret: string | null,
  hosts: readonly string[],
): AlertTarget | string {
  if (target.kind === 'webhook') {
    const url = readAddress(target.url, hosts)
    const faults = typeof url === 'string' ? [`url: ${url}`] : []
    const is_usable = secret !== null && isWithin(secret.length, SECRET_CHARS.min, SECRET_CHARS.max)
    if (!is_usable || /[\s\p{C}]/u.test(secret))
      faults.push(
        `secret: give ${SECRET_CHARS.min} to ${SECRET_CHARS.max} characters without spaces, by which you know our messages`,
      )
    if (typeof url === 'string' || faults.length > 0) return faults.join('\n')
    return { kind: 'webhook', url: url.href }
  }
  if (target.kind === 'slack') {
    const url = readAddress(secret ?? '', hosts)
    if (typeof url === 'string') return `secret: Slack's address of an incoming webhook is needed; ${url}`
    return { kind: 'slack', host: hostOf(url) }
  }
  return checkMail(target, secret)
}

/** @returns what to do, as a demand; it never repeats what was given, which may be secret */
function readAddress(text: string, hosts: readonly string[]): URL | string {
  const bare = text.trim()
  if (bare.length > URL_CHARS_MAX || !/^https?:\/\/[^/]/i.test(bare) || !URL.canParse(bare))
    return `give an address such as https://hooks.example/alerts, at most ${URL_CHARS_MAX} characters`
  const url = new URL(bare)
  if (url.username !== '' || url.password !== '') return 'give it without a name or a password in it'
  if (url.protocol === 'http:' && !hosts.includes(hostOf(url)))
    return 'give https; http only for a host that allowed_private_hosts names'
  url.hash = ''
  return url
}

function checkMail(
  target: Extract<AlertTarget, { kind: 'email' }>,
  secret: string | null,
): AlertTarget | string {
  const { port, user, from, to } = target
  const host = target.host.toLowerCase()
  const faults: string[] = []
  if (!isHost(host)) faults.push('host: give the name of the mail server, e.g. smtp.shop.example')
  if (!isWithin(port, 1, 65_535)) faults.push('port: give 1 to 65535; most mail servers take 587 or 465')
  if ((user === null) !== (secret === null))
    faults.push('user: give a user with a password, or neither where the server asks for none')
  else if (user !== null && (user.length > MAIL_CHARS_MAX || /\p{C}/u.test(user)))
    faults.push(`user: give at most ${MAIL_CHARS_MAX} characters`)
  if (!isMail(from)) faults.push('from: give one mail address, e.g. alerts@shop.example')
  if (to.length === 0 || to.length > RECIPIENTS_MAX || !to.every(isMail))
    faults.push(`to: give 1 to ${RECIPIENTS_MAX} mail addresses`)
  if (faults.length > 0) return faults.join('\n')
  return { kind: 'email', host, port, user, from, to: [...new Set(to)] }
}

const isMail = (text: string): boolean => text.length <= MAIL_CHARS_MAX && MAIL.test(text)
