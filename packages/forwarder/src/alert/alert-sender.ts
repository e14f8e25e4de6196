import { alertDueAt, gatherAlert } from '@countersign/core'
import {
  type AlertChannel,
  type AlertStatus,
  type Configuration,
  SecretUnusable,
} from '@countersign/storage/configuration'
import { type Log, NO_LOG } from '../log.js'
import { type AlertOutcome, type AlertPorts, sendAlert } from './send-alert.js'

export interface AlertSenderPorts extends AlertPorts {
  configuration: Configuration
  now_ms?: () => number
  log?: Log
}
export interface AlertSender {
  /**
   * Sends what is due. Call it as often as you like, about every few seconds; while one is under way, another is the same.
   * It never rejects.
   */
  tick(now_ms: number): Promise<void>
  /** For the end: starts nothing any more, and waits until what is under way has its answer. It never rejects. */
  idle(): Promise<void>
}

/** Channels that are sent to at once: one that hangs keeps no other waiting for long. */
const AT_ONCE = 4

/**
 * Tells the owners of datasets what is new and what has returned: one message of all that has come within the channel's
 * digest time, so many an hour, again after a failure, until it is given up.
 */
export function alertSender(ports: AlertSenderPorts): AlertSender {
  const { configuration, now_ms = Date.now, log = NO_LOG } = ports
  const { alerts } = configuration
  let under_way: Promise<void> | undefined
  let is_ending = false

  async function sendDue(at_ms: number): Promise<void> {
    const due = alerts.waiting().filter((channel) => isDue(channel, at_ms))
    for (let from = 0; from < due.length && !is_ending; from += AT_ONCE)
      await Promise.all(due.slice(from, from + AT_ONCE).map((channel) => sendApart(channel, at_ms)))
  }

  /** What goes wrong with one channel keeps nothing from the others. */
  async function sendApart(channel: AlertChannel, at_ms: number): Promise<void> {
    try {
      await sendTo(channel, at_ms)
    } catch (error) {
      const about = { alert_channel_id: channel.id, dataset_id: channel.dataset_id }
      log.error({ ...about, error: messageOf(error) }, 'An alert channel could not be looked after.')
    }
  }

  async function sendTo(channel: AlertChannel, at_ms: number): Promise<void> {
    const { id, dataset_id } = channel
    const about = { alert_channel_id: id, dataset_id }
    const queued = alerts.queued(id)
    const seqs = queued.map(({ seq }) => seq)
    const dataset = configuration.dataset(dataset_id)
    if (dataset === undefined || queued.length === 0) return
    const items = queued.map(({ item }) => item)
    const alert = gatherAlert(dataset, items, at_ms)
    // Before it is sent: whatever ends this process now, the message has been tried.
    alerts.trying(id, at_ms)
    const outcome = await attempt(() =>
      sendAlert(channel, { alert, secret: alerts.secret(id) ?? null, at_ms }, ports),
    )
    if ('rejected' in outcome) {
      alerts.sent(id, seqs, now_ms())
      if (outcome.rejected > 0)
        log.warn({ ...about, rejected: outcome.rejected }, 'An alert was not taken for some recipients.')
      return
    }
    const { failure, asked_ms } = outcome
    const dropped = alerts.failed(id, seqs, failure, asked_ms, now_ms())
    if (dropped > 0) log.error({ ...about, failure, dropped }, 'An alert could not be sent and is given up.')
    else log.warn({ ...about, failure }, 'An alert could not be sent. It is tried again.')
  }

  return {
    async tick(at_ms) {
      if (is_ending) return
      under_way ??= sendDue(at_ms)
        .catch((error: unknown) => log.error({ error: messageOf(error) }, 'Alerts could not be looked at.'))
        .finally(() => {
          under_way = undefined
        })
      await under_way
    },
    async idle() {
      is_ending = true
      await under_way
    },
  }
}

const isDue = (channel: AlertChannel & { status: AlertStatus }, now_ms: number): boolean => {
  const { status, digest_seconds, per_hour_max } = channel
  const at_ms = alertDueAt(status.oldest_ms, { digest_ms: digest_seconds * 1_000, per_hour_max }, status)
  return at_ms !== null && at_ms <= now_ms
}

/** A secret that cannot be read back is a failure like others: its message says what to do. */
async function attempt(send: () => Promise<AlertOutcome>): Promise<AlertOutcome> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof SecretUnusable) return { failure: error.message, asked_ms: null }
    throw error
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
