import {
  type Configuration,
  DESTINATION_KINDS,
  DESTINATION_OPTION_NAMES,
  DESTINATION_OPTIONS,
  type Destination,
  type DestinationChange,
  type DestinationKind,
  type DestinationOption,
  isDestinationOption,
  readDestinationOption,
} from '@countersign/storage'
import type { Command } from 'commander'
import { fieldsOf, writeAudit } from '../audit.js'
import { datasetOrFail, journalEnd, withConfiguration } from '../data.js'
import { print, remark, wrongFields, wrongInput } from '../io.js'
import { withOptions } from './dataset.js'
import { readSecrets, type SecretOptions, secretSources } from './secret-input.js'
import { printDestination, printDestinations, shown, warnOfPrivateHost } from './shown-destination.js'

interface Options {
  data?: string
  json?: boolean
}
/** What `add` takes beside the token, by the names that the options have here. */
const ADD_OPTIONS = {
  name: 'name',
  url: 'url',
  apiVersion: 'api_version',
  testCode: 'test_event_code',
  hold: 'hold_seconds',
  retryHours: 'retry_hours',
  events: 'events',
  restrictedParameters: 'restricted_parameters',
} as const satisfies Record<string, DestinationOption>
type AddOptions = Options &
  SecretOptions & { [K in keyof typeof ADD_OPTIONS]?: string } & {
    dataset: string
    to: string
    kind: string
    browserOnly: boolean
    allowPrivateHost?: string[]
  }

/** `countersign destination …`: where a dataset's counted events go. */
export function destinationCommands(program: Command): void {
  const destination = program.command('destination').description('Set up where counted events are sent')

  withSecretOptions(
    withOptions(destination.command('add').description('Send what a dataset counts, from now on')),
  )
    .requiredOption('--dataset <id>', 'the dataset whose events are sent')
    .requiredOption('--to <id>', "Meta's dataset (pixel) id, or the id that the other server knows")
    .option('--kind <kind>', `what it is: ${DESTINATION_KINDS.join(', ')}`, 'meta')
    .option('--url <url>', "its base address; left out: Meta's")
    .option('--api-version <version>', "the version of Meta's API, e.g. v24.0")
    .option('--name <name>', 'what people call it')
    .option('--hold <seconds>', 'how long an event waits for its other copies')
    .option('--retry-hours <hours>', 'how long an event is tried again')
    .option('--test-code <code>', "a code of Meta's Test Events, e.g. TEST12345")
    .option('--events <names>', 'only these events, e.g. Purchase,Lead')
    .option('--no-browser-only', 'not those that no server reported')
    .option('--restricted-parameters <names>', 'parameters of custom_data that are never sent')
    .option('--allow-private-host <host>', 'a host that may have a private address; again for more', collect)
    .action((options: AddOptions) => add(options))

  withOptions(destination.command('list').description('List destinations'))
    .option('--dataset <id>', "this dataset's only")
    .action((options: Options & { dataset?: string }) =>
      withConfiguration(options.data, (configuration) => {
        if (options.dataset !== undefined) datasetOrFail(configuration, options.dataset)
        const all = configuration.destinations(options.dataset).map((d) => shown(configuration, d))
        if (options.json) return print(JSON.stringify(all))
        if (all.length === 0)
          return remark('No destination yet. Add one: countersign destination add --dataset ID --to ID')
        printDestinations(all)
      }),
    )

  withOptions(destination.command('show <id>').description('Show a destination and its settings')).action(
    (id: string, options: Options) =>
      withConfiguration(options.data, (configuration) => {
        const all = shown(configuration, destinationOrFail(configuration, id))
        if (options.json) print(JSON.stringify(all))
        else printDestination(all)
      }),
  )

  withOptions(destination.command('set <id> <key> <value>').description('Change a setting'))
    .addHelpText(
      'after',
      `\nSettings:\n${DESTINATION_OPTION_NAMES.map((name) => `  ${name}: ${DESTINATION_OPTIONS[name].says}`).join('\n')}`,
    )
    .action((id: string, key: string, value: string, options: Options) => {
      if (!isDestinationOption(key)) throw wrongInput(noSuchKey(key))
      change(id, readDestinationOption(key, value), options, `Destination ${id} is changed.`)
    })

  withOptions(destination.command('pause <id>').description('Send nothing; what comes in waits')).action(
    (id: string, options: Options) =>
      change(id, { paused_at_ms: Date.now() }, options, `Destination ${id} is paused.`),
  )
  withOptions(destination.command('resume <id>').description('Send again')).action(
    (id: string, options: Options) =>
      change(id, { paused_at_ms: null }, options, `Destination ${id} is sent to again.`),
  )
  withOptions(destination.command('remove <id>').description('Send nothing more, and forget its token'))
    .option('--yes', 'do not ask')
    .action((id: string, options: Options & { yes?: boolean }) => remove(id, options))

  withSecretOptions(
    withOptions(destination.command('token <id>').description('Set its access token or app secret again')),
  )
    .option('--remove-app-secret', 'send no proof by an app secret any more')
    .action((id: string, options: Options & SecretOptions & { removeAppSecret?: boolean }) =>
      setSecrets(id, options),
    )
}

const collect = (host: string, hosts: string[] = []): string[] => [...hosts, host]

const withSecretOptions = (command: Command): Command =>
  command
    .option('--token-stdin', 'read the access token from standard input')
    .option('--app-secret-stdin', 'read the app secret from standard input, on the line after the token')
    .option('--token <token>', 'the access token; others on this machine can see it there')

async function add(options: AddOptions): Promise<void> {
  const { data, dataset: dataset_id, to, kind, browserOnly, allowPrivateHost } = options
  // Before a secret is asked for.
  withConfiguration(data, (configuration) => datasetOrFail(configuration, dataset_id))
  const { access_token = '', app_secret = null } = await readSecrets(options, true, secretSources())
  const given = Object.entries(ADD_OPTIONS).flatMap(([option, name]) => {
    const text = options[option as keyof typeof ADD_OPTIONS]
    return text === undefined ? [] : [readDestinationOption(name, text)]
  })
  withConfiguration(data, (configuration) => {
    const added = configuration.createDestination(
      {
        from_position: journalEnd(data) + 1,
        ...Object.assign({}, ...given),
        dataset_id,
        kind: kind as DestinationKind,
        target_id: to.trim(),
        browser_only_events: browserOnly,
        ...readDestinationOption('allowed_private_hosts', (allowPrivateHost ?? []).join(',')),
      },
      { access_token, app_secret },
    )
    if (typeof added === 'string') throw wrongFields(added)
    const fields = fieldsOf({ kind, target_id: to, ...Object.assign({}, ...given), access_token })
    writeAudit(configuration, 'destination.created', dataset_id, { destination_id: String(added.id), fields })
    warnOfPrivateHost(configuration, added)
    if (options.json) return print(JSON.stringify(shown(configuration, added)))
    print(`Destination ${added.id}  ${added.name}`)
    remark(`What dataset ${dataset_id} counts from now on is sent to ${added.target_id}.`)
  })
}

function destinationOrFail(configuration: Configuration, id: string): Destination {
  const destination = /^\d{1,15}$/.test(id) ? configuration.destination(Number(id)) : undefined
  if (!destination)
    throw wrongInput(`There is no destination ${id}. \`countersign destination list\` shows those there are.`)
  return destination
}

const noSuchKey = (key: string): string =>
  ['target_id', 'kind', 'dataset_id'].includes(key)
    ? `${key} stays as it is, since what was sent was sent there. Remove this destination, and add another.`
    : `There is no setting ${key}. Settings: ${DESTINATION_OPTION_NAMES.join(', ')}. The token: countersign destination token ID`

function change(id: string, to: DestinationChange, options: Options, done: string): void {
  withConfiguration(options.data, (configuration) => {
    const changed = configuration.changeDestination(destinationOrFail(configuration, id).id, to)
    if (typeof changed === 'string') throw wrongFields(changed)
    if (!changed) throw wrongInput(`There is no destination ${id} any more.`)
    const { paused_at_ms, ...fields } = to
    writeAudit(configuration, 'destination.changed', changed.dataset_id, {
      destination_id: id,
      fields: fieldsOf({ ...fields, paused: paused_at_ms }),
    })
    if (to.url !== undefined || to.allowed_private_hosts !== undefined)
      warnOfPrivateHost(configuration, changed)
    if (options.json) print(JSON.stringify(shown(configuration, changed)))
    else remark(done)
  })
}

async function remove(id: string, options: Options & { yes?: boolean }): Promise<void> {
  const { name, dataset_id } = withConfiguration(options.data, (configuration) =>
    destinationOrFail(configuration, id),
  )
  if (!options.yes) {
    if (!process.stdin.isTTY) throw wrongInput('What waits to be sent there is not sent any more. Say --yes.')
    const { confirm, isCancel } = await import('@clack/prompts')
    const sure = await confirm({
      message: `Remove ${name} (${id})? What waits to be sent there is not sent any more.`,
      initialValue: false,
    })
    if (isCancel(sure) || !sure) return remark('Nothing was removed.')
  }
  withConfiguration(options.data, (configuration) => {
    configuration.deleteDestination(Number(id))
    writeAudit(configuration, 'destination.deleted', dataset_id, { destination_id: id })
  })
  if (options.json) print(JSON.stringify({ id: Number(id), removed: true }))
  else remark(`Destination ${id} is removed.`)
}

async function setSecrets(
  id: string,
  options: Options & SecretOptions & { removeAppSecret?: boolean },
): Promise<void> {
  const { removeAppSecret, appSecretStdin } = options
  if (removeAppSecret && appSecretStdin)
    throw wrongInput('Give an app secret or remove it: --app-secret-stdin or --remove-app-secret.')
  withConfiguration(options.data, (configuration) => destinationOrFail(configuration, id))
  const secrets = await readSecrets(options, !appSecretStdin && !removeAppSecret, secretSources())
  change(
    id,
    { ...secrets, ...(removeAppSecret && { app_secret: null }) },
    options,
    `What is secret of destination ${id} is set. Sending goes on with it.`,
  )
}
