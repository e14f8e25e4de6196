import { ALERT_FAILURES_MAX } from '@countersign/core'
import { expect, test } from 'vitest'
import type { AlertChannel, NewAlertChannel } from './alert-channel.js'
import { diagnosed, NOW } from './diagnosed.fixture.js'
import type { Configuration } from './port.js'

const KEY = 'a-key-of-our-own-choice'
const SLACK = 'https://hooks.slack.com/services/T0/B0/secretpart'
const MINUTE = 60_000

/** Each adapter's test runs it. `now_ms` of the one that `open` opens is 1763900000000, and it has a secret key. */
export function alertContract(name: string, open: () => Configuration): void {
  const shop = () => {
    const configuration = open()
    const { id: dataset_id } = configuration.createDataset({ name: 'Shop' })
    const add = (more: Partial<NewAlertChannel> = {}, secret: string | null = KEY): AlertChannel => {
      const target = { kind: 'webhook' as const, url: 'https://ops.example/alerts' }
      const channel = configuration.alerts.create({ dataset_id, target, ...more }, secret)
      if (typeof channel === 'string') throw new Error(channel)
      return channel
    }
    const record = (...found: Parameters<typeof diagnosed>[0][]) =>
      configuration.recordIssues(dataset_id, found.map(diagnosed), NOW)
    const { alerts } = configuration
    const waits = (id: number) => alerts.queued(id).map(({ item }) => [item.issue_id, item.event])
    const seqs = (id: number) => alerts.queued(id).map(({ seq }) => seq)
    return { configuration, alerts, dataset_id, add, record, waits, seqs }
  }

  test(`${name}: a channel is created with an id and the defaults; its secret is told when it is asked for`, () => {
    const { alerts, dataset_id, add } = shop()
    const channel = add()
    expect(channel).toEqual({
      id: 1,
      dataset_id,
      target: { kind: 'webhook', url: 'https://ops.example/alerts' },
      severities: ['error', 'warning'],
      digest_seconds: 300,
      per_hour_max: 6,
      allowed_private_hosts: [],
      created_at_ms: NOW,
      has_secret: true,
    })
    expect([alerts.channel(1), alerts.channels(), alerts.channels(dataset_id)]).toEqual([
      channel,
      [channel],
      [channel],
    ])
    expect(alerts.secret(1)).toBe(KEY)
    expect(alerts.status(1)).toMatchObject({ waiting: 0, oldest_ms: null, failures: 0, dropped: 0 })
    expect([alerts.secret(2), alerts.status(2), alerts.channel(2)]).toEqual([undefined, undefined, undefined])
  })

  test(`${name}: a channel changes in what is named, keeps its kind, and its secret unless it is given`, () => {
    const { alerts, add } = shop()
    const { id, ...before } = add()
    expect(alerts.change(id, { per_hour_max: 2 })).toEqual({ ...before, id, per_hour_max: 2 })
    expect(alerts.secret(id)).toBe(KEY)
    const target = { kind: 'webhook' as const, url: 'https://other.example/x' }
    expect(alerts.change(id, { target }, `${KEY}-new`)).toMatchObject({ id, target, per_hour_max: 2 })
    expect([alerts.secret(id), alerts.channel(id)?.target]).toEqual([`${KEY}-new`, target])
    const wrong = { per_hour_max: 0, target: { kind: 'webhook' as const, url: 'x' } }
    expect(alerts.change(id, wrong)).toMatch(/^per_hour_max: .*\nurl: /)
    expect(alerts.change(id, { target: { kind: 'slack' } })).toMatch(/^kind: give webhook/)
    expect(alerts.channel(id)).toMatchObject({ target, per_hour_max: 2 })
    expect(alerts.change(99, {})).toBeUndefined()
  })

  test(`${name}: of Slack's address the host is shown alone`, () => {
    const { alerts, add } = shop()
    expect(add({ target: { kind: 'slack' } }, SLACK).target).toEqual({
      kind: 'slack',
      host: 'hooks.slack.com',
    })
    expect(JSON.stringify(alerts.channels())).not.toContain('secretpart')
    expect(alerts.secret(1)).toBe(SLACK)
  })

  test(`${name}: a mail server that asks for no password has no secret`, () => {
    const { alerts, add } = shop()
    const target = {
      kind: 'email' as const,
      host: 'mail',
      port: 25,
      user: null,
      from: 'a@b.example',
      to: ['c@d.example'],
    }
    expect(add({ target }, null)).toMatchObject({ target, has_secret: false })
    expect(alerts.secret(1)).toBeNull()
  })

  test(`${name}: what is new waits for the channels that want to hear of it, and no other dataset's`, () => {
    const { configuration, add, record, waits } = shop()
    const { id: other } = configuration.createDataset({ name: 'Other' })
    const channels = [add(), add({ severities: ['error'] }), add({ dataset_id: other, severities: ['info'] })]
    record({}, { code: 'invalid_currency', severity: 'error' }, { code: 'new_domain', severity: 'info' })
    expect(channels.map(({ id }) => waits(id))).toEqual([
      [
        [1, 'new'],
        [2, 'new'],
      ],
      [[2, 'new']],
      [],
    ])
    expect(
      configuration.alerts.waiting().map(({ id, status }) => [id, status.waiting, status.oldest_ms]),
    ).toEqual([
      [1, 2, NOW],
      [2, 1, NOW],
    ])
  })

  test(`${name}: what is ignored, or marked resolved, before it is told is not told`, () => {
    const { configuration, add, record, waits } = shop()
    const { id } = add()
    record({}, { channel: 'server' }, { channel: null })
    configuration.markIssue(1, 'ignored', null)
    configuration.markIssue(2, 'resolved', null)
    expect(waits(id)).toEqual([[3, 'new']])
    record({ last_ms: NOW + 1 })
    expect(waits(id)).toEqual([[3, 'new']])
  })

  test(`${name}: what was told does not wait any more, and its issue says when`, () => {
    const { configuration, alerts, add, record, seqs, waits } = shop()
    const { id } = add()
    record({}, { channel: 'server' })
    const [first = 0] = seqs(id)
    alerts.trying(id, NOW)
    alerts.sent(id, [first], NOW + 5)
    expect(waits(id)).toEqual([[2, 'new']])
    expect(configuration.issue(1)?.alerted_at_ms).toBe(NOW + 5)
    expect(configuration.issue(2)?.alerted_at_ms).toBeNull()
    expect(alerts.status(id)).toMatchObject({ last_sent_ms: NOW + 5, failures: 0, tried_ms: [NOW] })
  })

  test(`${name}: what returns while the message that tells it is under way is told once more`, () => {
    const { configuration, alerts, add, record, seqs, waits } = shop()
    const { id } = add()
    record({})
    const under_way = seqs(id)
    configuration.markIssue(1, 'resolved', null)
    record({ last_ms: NOW + 1 })
    alerts.sent(id, under_way, NOW + 2)
    expect(waits(id)).toEqual([[1, 'returned']])
  })

  test(`${name}: a failure is written before it is one, waits longer each time, and ends with the message`, () => {
    const { alerts, add, record, seqs } = shop()
    const { id } = add({ per_hour_max: 2 })
    record({}, { channel: 'server' })
    let dropped = 0
    for (let failure = 1; failure <= ALERT_FAILURES_MAX; failure += 1) {
      alerts.trying(id, NOW + failure)
      const wait_ms = Math.min(2 ** (failure - 1), 60) * MINUTE
      expect(alerts.status(id)).toMatchObject({ failures: failure, retry_at_ms: NOW + failure + wait_ms })
      expect(dropped).toBe(0)
      dropped = alerts.failed(id, seqs(id), 'it answers with 500', null, NOW + failure)
    }
    expect(dropped).toBe(2)
    expect(alerts.status(id)).toMatchObject({
      waiting: 0,
      failures: 0,
      failure: 'it answers with 500',
      dropped: 2,
      last_dropped_ms: NOW + ALERT_FAILURES_MAX,
      tried_ms: [NOW + ALERT_FAILURES_MAX - 1, NOW + ALERT_FAILURES_MAX],
    })
  })

  test(`${name}: what the other side asks for is waited for`, () => {
    const { alerts, add, record, seqs } = shop()
    const { id } = add()
    record({})
    alerts.trying(id, NOW)
    alerts.failed(id, seqs(id), 'it answers with 429', 30 * MINUTE, NOW)
    expect(alerts.status(id)?.retry_at_ms).toBe(NOW + 30 * MINUTE)
  })

  test(`${name}: a channel goes with what waits for it, by itself and with its dataset; its id is not given again`, () => {
    const { configuration, alerts, dataset_id, add, record, waits } = shop()
    const [first, second] = [add(), add()]
    record({})
    expect([alerts.delete(first.id), alerts.delete(first.id)]).toEqual([true, false])
    expect([waits(first.id), waits(second.id).length]).toEqual([[], 1])
    configuration.deleteDataset(dataset_id)
    expect([alerts.channels(), alerts.waiting(), waits(second.id)]).toEqual([[], [], []])
    const { id: other } = configuration.createDataset({ name: 'Other' })
    expect(add({ dataset_id: other }).id).toBe(3)
  })

  test(`${name}: of no dataset there is no channel, and of one no more than twenty`, () => {
    const { alerts, dataset_id, add } = shop()
    const target = { kind: 'webhook' as const, url: 'https://ops.example/' }
    expect(alerts.create({ dataset_id: '100000000000001', target }, KEY)).toMatch(/^dataset_id: there is no/)
    for (let channel = 0; channel < 20; channel += 1) add()
    expect(alerts.create({ dataset_id, target }, KEY)).toMatch(/at most 20/)
  })
}
