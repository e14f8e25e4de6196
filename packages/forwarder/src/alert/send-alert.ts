import type { Alert, Answer } from '@countersign/core'
import { composeSlack, composeText, composeWebhook } from '@countersign/core/report'
import { type AlertChannel, hostOf } from '@countersign/storage/configuration'
import type { Fetcher, OutgoingRequest } from '../fetcher.js'
import type { Mailer } from './mailer.js'
import { SIGNATURE_HEADER, signatureOf } from './sign.js'

export interface AlertPorts {
  fetcher: Fetcher
  mailer: Mailer
}
/** `failure`: why it was not taken, in words without anything secret. `asked_ms`: for how long it wants to be left alone */
export type AlertOutcome = { rejected: number } | { failure: string; asked_ms: number | null }

export interface AlertMessage {
  alert: Alert
  /** what is secret of the channel, read back */
  secret: string | null
  at_ms: number
  /** somebody asked for a test */
  is_test?: boolean
}

/** From the start of a request to the end of its answer. */
const REQUEST_MS = 15_000

/** Sends one message to a channel, once. It never rejects. */
export async function sendAlert(
  channel: AlertChannel,
  message: AlertMessage,
  { fetcher, mailer }: AlertPorts,
): Promise<AlertOutcome> {
  const { target } = channel
  if (target.kind === 'email') {
    const { kind: _, ...server } = target
    const may_be_private = channel.allowed_private_hosts.includes(target.host)
    const sent = await mailer({
      ...server,
      password: message.secret,
      ...composeText(message.alert),
      may_be_private,
    })
    return 'failure' in sent ? { failure: sent.failure, asked_ms: null } : sent
  }
  const request = requestOf(channel, message)
  if (request === null)
    return { failure: 'its secret is not there: remove it, and add it again', asked_ms: null }
  return outcomeOf(await fetcher(request, AbortSignal.timeout(REQUEST_MS)))
}

function requestOf(
  { target, allowed_private_hosts }: AlertChannel,
  { alert, secret, at_ms, is_test }: AlertMessage,
): OutgoingRequest | null {
  if (target.kind === 'email' || secret === null) return null
  const is_slack = target.kind === 'slack'
  const url = is_slack ? secret : target.url
  const content = is_slack ? composeSlack(alert) : composeWebhook(alert, is_test)
  const body = Buffer.from(JSON.stringify(content))
  return {
    url,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Countersign',
      ...(!is_slack && { [SIGNATURE_HEADER]: signatureOf(body, secret, at_ms) }),
    },
    may_be_private: allowed_private_hosts.includes(hostOf(new URL(url))),
  }
}

const NETWORK: { [F in Extract<Answer, { kind: 'network' }>['failure']]: string } = {
  timeout: 'it does not answer in time',
  refused: 'no connection can be made to it',
  reset: 'it breaks the connection',
  dns: 'its name is not found',
  tls: 'no TLS can be spoken with it',
  forbidden_address: 'it has no public address, and is not allowed by name',
  other: 'it cannot be spoken to',
}

/** Of what it answers its number only: its words may repeat what it was sent. */
function outcomeOf(answer: Answer): AlertOutcome {
  if (answer.kind === 'network') return { failure: NETWORK[answer.failure], asked_ms: null }
  const { status, retry_after_s } = answer
  if (status >= 200 && status < 300) return { rejected: 0 }
  const asked_ms = retry_after_s === null ? null : retry_after_s * 1_000
  const is_redirect = status >= 300 && status < 400
  return {
    failure: is_redirect
      ? `it answers with ${status}; redirects are not followed`
      : `it answers with ${status}`,
    asked_ms,
  }
}
