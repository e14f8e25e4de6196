import {
  ALERT_KINDS,
  type AlertChannel,
  type AlertTarget,
  type Configuration,
  type NewAlertChannel,
  shownTarget,
} from '@countersign/storage'
import type { Command } from 'commander'
import { fieldsOf, writeAudit } from '../audit.js'
import { datasetOrFail, openData, withConfiguration } from '../data.js'
import { couldNot, print, printTable, remark, wrongFields, wrongInput } from '../io.js'
import { outward } from '../outward.js'
import { type AlertSecretOptions, readAlertSecret } from './alert-secret.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
}
interface AddOptions extends Options, AlertSecretOptions {
  dataset: string
  kind: string
  url?: string
  host?: string
  port: string
  user?: string
  from?: string
  to?: string
  severities?: string
  digest?: string
  perHour?: string
  allowPrivateHost?: string[]
}

/** `countersign alert …`: how an owner hears of issues. */
export function alertCommands(program: Command): void {
  const alert = program.command('alert').description('Hear of new and returning issues')

  withOptions(alert.command('add').description('Tell of what is found from now on'))
    .requiredOption('--dataset <id>', 'the dataset whose issues are told')
    .requiredOption('--kind <kind>', `how: ${ALERT_KINDS.join(', ')}`)
    .option('--url <url>', "webhook: where to; its secret is the key of the messages' signature")
    .option('--host <host>', 'email: the mail server, e.g. smtp.shop.example')
    .option('--port <port>', 'email: its port; 465 with TLS from the start, else STARTTLS', '587')
    .option('--user <user>', 'email: who logs in there; the secret is the password')
    .option('--from <address>', 'email: the sender')
    .option('--to <addresses>', 'email: the recipients, with commas between')
    .option('--severities <names>', 'only these: error, warning, info; left out: error,warning')
    .option('--digest <seconds>', 'how long the first waits for others; left out: 300')
    .option('--per-hour <n>', 'messages within an hour at most; left out: 6')
    .option('--allow-private-host <host>', 'a host that may have a private address; again for more', collect)
    .option('--secret-stdin', "read the secret from standard input: a key, Slack's address, a password")
    .option('--secret-file <file>', 'read it from a file')
    .action((options: AddOptions) => add(options))

  withOptions(alert.command('list').description('List channels, and how sending goes'))
    .option('--dataset <id>', "this dataset's only")
    .action((options: Options & { dataset?: string }) =>
      withConfiguration(options.data, (configuration) => {
        if (options.dataset !== undefined) datasetOrFail(configuration, options.dataset)
        const all = configuration.alerts.channels(options.dataset).map((one) => shown(configuration, one))
        if (options.json) print(JSON.stringify(all))
        else if (all.length === 0)
          remark('No alert channel yet. Add one: countersign alert add --dataset ID --kind webhook --url URL')
        else printChannels(all)
      }),
    )

  withOptions(alert.command('test <id>').description('Send a test to a channel, now')).action(
    (id: string, options: Options) => test(id, options),
  )

  withOptions(alert.command('remove <id>').description('Tell nothing more by a channel')).action(
    (id: string, options: Options) =>
      withConfiguration(options.data, (configuration) => {
        const channel = channelOrFail(configuration, id)
        configuration.alerts.delete(channel.id)
        writeAudit(configuration, 'alert.deleted', channel.dataset_id, { alert_id: id })
        if (options.json) print(JSON.stringify({ id: channel.id, removed: true }))
        else remark(`Alert channel ${channel.id} is removed.`)
      }),
  )
}

const collect = (host: string, hosts: string[] = []): string[] => [...hosts, host]
const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

async function add(options: AddOptions): Promise<void> {
  // Before a secret is asked for.
  withConfiguration(options.data, (configuration) => datasetOrFail(configuration, options.dataset))
  const target = targetOf(options)
  const secret = await secretFor(target, options)
  const given: NewAlertChannel = {
    dataset_id: options.dataset,
    target,
    ...(options.severities !== undefined && {
      severities: listOf(options.severities) as NewAlertChannel['severities'] & object,
    }),
    ...(options.digest !== undefined && { digest_seconds: numberOf(options.digest) }),
    ...(options.perHour !== undefined && { per_hour_max: numberOf(options.perHour) }),
    ...(options.allowPrivateHost && { allowed_private_hosts: options.allowPrivateHost }),
  }
  withConfiguration(options.data, (configuration) => {
    const channel = configuration.alerts.create(given, secret)
    if (typeof channel === 'string') throw wrongFields(channel)
    const { dataset_id, ...fields } = given
    writeAudit(configuration, 'alert.created', dataset_id, {
      alert_id: String(channel.id),
      fields: fieldsOf({ ...fields, secret: secret ?? undefined }),
    })
    if (options.json) return print(JSON.stringify(shown(configuration, channel)))
    print(`Alert channel ${channel.id}  ${placeOf(shownTarget(channel.target))}`)
    remark(`See whether it arrives: countersign alert test ${channel.id}`)
  })
}

function targetOf({ kind, url, host, port, user, from, to }: AddOptions): NewAlertChannel['target'] {
  if (kind === 'webhook') return { kind, url: url ?? missing('--url') }
  if (kind === 'slack') return { kind }
  if (kind !== 'email') throw wrongInput(`--kind ${kind}: give ${ALERT_KINDS.join(', ')}`)
  return {
    kind,
    host: host ?? missing('--host'),
    port: numberOf(port),
    user: user ?? null,
    from: from ?? missing('--from'),
    to: listOf(to ?? missing('--to')),
  }
}

function missing(option: string): never {
  throw wrongInput(`Give ${option}, too; \`countersign alert add --help\` says what for.`)
}

/** What is no number is no whole one, and is refused with the others. */
const numberOf = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN)

async function secretFor(target: NewAlertChannel['target'], options: AddOptions): Promise<string | null> {
  if (target.kind === 'email' && target.user === null) return null
  const what = {
    webhook: 'key by which you know our messages',
    slack: "address of Slack's incoming webhook",
    email: 'password of the mail server',
  }
  return readAlertSecret(options, what[target.kind])
}

function channelOrFail(configuration: Configuration, id: string): AlertChannel {
  const channel = /^\d{1,15}$/.test(id) ? configuration.alerts.channel(Number(id)) : undefined
  if (!channel)
    throw wrongInput(`There is no alert channel ${id}. \`countersign alert list\` shows those there are.`)
  return channel
}

async function test(id: string, options: Options): Promise<void> {
  const { configuration } = openData(options.data)
  const out = outward(configuration)
  try {
    const channel = channelOrFail(configuration, id)
    const { failure, rejected } = await out.testAlert(channel)
    writeAudit(configuration, 'alert.tested', channel.dataset_id, { alert_id: id })
    if (options.json) print(JSON.stringify({ id: channel.id, sent: failure === null, failure, rejected }))
    if (failure !== null) throw couldNot(`The test could not be sent: ${failure}.`)
    if (rejected > 0) remark(`The mail server did not take ${rejected} of the recipients.`)
    if (!options.json) remark(`The test was sent to ${placeOf(shownTarget(channel.target))}.`)
  } finally {
    await out.close()
    configuration.close()
  }
}

/** A channel as it is printed. Of what is secret it says whether there is one. */
const shown = (configuration: Configuration, channel: AlertChannel) => ({
  ...channel,
  target: shownTarget(channel.target),
  status: configuration.alerts.status(channel.id) ?? null,
})

/** @param target  as it is shown */
const placeOf = (target: AlertTarget): string => {
  if (target.kind === 'webhook') return target.url
  return target.kind === 'slack' ? target.host : target.to.join(', ')
}

function printChannels(all: readonly ReturnType<typeof shown>[]): void {
  const dateOf = (at_ms: number | null | undefined) =>
    typeof at_ms === 'number' ? new Date(at_ms).toISOString() : '-'
  printTable([
    ['id', 'dataset', 'kind', 'to', 'severities', 'last sent', 'waiting', 'dropped', 'last failure'],
    ...all.map(({ id, dataset_id, target, severities, status }) => [
      String(id),
      dataset_id,
      target.kind,
      placeOf(target),
      severities.join(','),
      dateOf(status?.last_sent_ms),
      String(status?.waiting ?? 0),
      String(status?.dropped ?? 0),
      status?.failure ?? '-',
    ]),
  ])
}
