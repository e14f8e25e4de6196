import {
  type Configuration,
  changeSetting,
  type Dataset,
  isDatasetId,
  isSettingName,
  readAdAccount,
  readDatasetName,
  readSite,
  SETTING_NAMES,
  SETTINGS,
} from '@countersign/storage'
import type { Command } from 'commander'
import { fieldsOf, writeAudit } from '../audit.js'
import { datasetOrFail, withConfiguration } from '../data.js'
import { print, printTable, remark, wrongInput } from '../io.js'

interface Options {
  data?: string
  json?: boolean
}
interface CreateOptions extends Options {
  name: string
  id?: string
  domain?: string
  adAccount?: string
}

/** `countersign dataset …`: what an owner has, and how each behaves. */
export function datasetCommands(program: Command): void {
  const dataset = program.command('dataset').description('Create, list and set up datasets')

  withOptions(dataset.command('create').description('Create a dataset; its access token is shown this once'))
    .requiredOption('--name <name>', 'what people call it, e.g. "Brand - Main Website"')
    .option('--id <id>', "the id of Meta's pixel that it takes over from; without, it gets a new one")
    .option('--domain <domain>', "the dataset's own site, e.g. shop.example")
    .option('--ad-account <id>', 'the ad account that it belongs to, e.g. act_1')
    .action((options: CreateOptions) => create(options))

  withOptions(dataset.command('list').description('List all datasets')).action((options: Options) =>
    withConfiguration(options.data, (configuration) => {
      const shown = configuration.datasets().map(shownDataset)
      if (options.json) return print(JSON.stringify(shown))
      if (shown.length === 0)
        return remark('No dataset yet. Create one: countersign dataset create --name "…"')
      printTable([
        ['id', 'name', 'domain', 'state'],
        ...shown.map((d) => [d.id, d.name, d.domain ?? '', d.status]),
      ])
    }),
  )

  withOptions(dataset.command('show <id>').description('Show a dataset and its settings')).action(
    (id: string, options: Options) =>
      withConfiguration(options.data, (configuration) =>
        show(datasetOrFail(configuration, id), options.json === true),
      ),
  )

  withOptions(dataset.command('set <id> <key> <value>').description('Change a setting'))
    .addHelpText(
      'after',
      `\nSettings:\n${SETTING_NAMES.map((name) => `  ${name}: ${SETTINGS[name].says}`).join('\n')}`,
    )
    .action((id: string, key: string, value: string, options: Options) => set(id, key, value, options))

  withOptions(dataset.command('rename <id> <name>').description('Give a dataset another name')).action(
    (id: string, name: string, options: Options) => change(id, { name: nameOrFail(name) }, 'name', options),
  )
  withOptions(dataset.command('archive <id>').description('Take no more events; keep what there is')).action(
    (id: string, options: Options) => change(id, { archived_at_ms: Date.now() }, 'archived', options),
  )
  withOptions(dataset.command('unarchive <id>').description('Take events again')).action(
    (id: string, options: Options) => change(id, { archived_at_ms: null }, 'archived', options),
  )
  withOptions(dataset.command('delete <id>').description('Delete a dataset with all its data'))
    .option('--yes', 'do not ask')
    .action((id: string, options: Options & { yes?: boolean }) => remove(id, options))
}

export const withOptions = (command: Command): Command =>
  command
    .option('--data <dir>', 'the data directory (COUNTERSIGN_DATA, ./data)')
    .option('--json', 'print JSON, and nothing else')

const shownDataset = (dataset: Dataset) => {
  const { rebuilds_wanted: _, archived_at_ms, ...shown } = dataset
  return { ...shown, status: archived_at_ms === null ? 'active' : 'archived' }
}

function create(options: CreateOptions): void {
  const domain = options.domain === undefined ? null : domainOrFail(options.domain)
  const ad_account_id = options.adAccount === undefined ? null : accountOrFail(options.adAccount)
  withConfiguration(options.data, (configuration) => {
    const id = options.id === undefined ? {} : { id: idOrFail(options.id, configuration) }
    const name = nameOrFail(options.name)
    const dataset = configuration.createDataset({ ...id, name, domain, ad_account_id })
    const { access_token } = configuration.createToken(dataset.id, 'created with the dataset')
    const given = { name, id: options.id, domain: options.domain, ad_account_id: options.adAccount }
    writeAudit(configuration, 'dataset.created', dataset.id, { fields: fieldsOf(given) })
    if (options.json) return print(JSON.stringify({ id: dataset.id, access_token, name: dataset.name }))
    print(`Dataset ${dataset.id}  ${dataset.name}`)
    print(`Access token, shown this once: ${access_token}`)
  })
}

function show(dataset: Dataset, json: boolean): void {
  const shown = shownDataset(dataset)
  if (json) {
    print(JSON.stringify(shown))
    return
  }
  const { settings, ...rest } = shown
  printTable(Object.entries(rest).map(([key, value]) => [key, value === null ? '-' : String(value)]))
  print('\nSettings (dataset set ID KEY VALUE):')
  printTable(SETTING_NAMES.map((name) => [name, JSON.stringify(settings[name]), SETTINGS[name].says]))
}

function set(id: string, key: string, value: string, options: Options): void {
  withConfiguration(options.data, (configuration) => {
    datasetOrFail(configuration, id)
    const to = (changes: Partial<Dataset>) => apply(configuration, id, changes, key, options)
    if (key === 'name') return to({ name: nameOrFail(value) })
    if (key === 'domain') return to({ domain: value === '' ? null : domainOrFail(value) })
    if (key === 'ad_account_id') return to({ ad_account_id: value === '' ? null : accountOrFail(value) })
    if (!isSettingName(key))
      throw wrongInput(
        `There is no setting ${key}. Settings: ${SETTING_NAMES.join(', ')}, name, domain, ad_account_id.`,
      )
    const changes = ({ settings }: Dataset) => {
      const after = changeSetting(settings, key, value, Date.now())
      if (typeof after === 'string') throw wrongInput(`${key}: give ${after}.`)
      return after
    }
    apply(configuration, id, changes, `settings.${key}`, options)
  })
}

function change(id: string, changes: Partial<Dataset>, field: string, options: Options): void {
  withConfiguration(options.data, (configuration) => {
    datasetOrFail(configuration, id)
    apply(configuration, id, changes, field, options)
  })
}

/** @param field  what is changed, as the API names it */
function apply(
  configuration: Configuration,
  id: string,
  changes: Parameters<Configuration['changeDataset']>[1],
  field: string,
  options: Options,
): void {
  const dataset = configuration.changeDataset(id, changes)
  if (!dataset) return
  writeAudit(configuration, 'dataset.changed', id, { fields: [field] })
  if (options.json) print(JSON.stringify(shownDataset(dataset)))
  else remark(`Dataset ${dataset.id} is changed.`)
}

async function remove(id: string, options: Options & { yes?: boolean }): Promise<void> {
  const name = withConfiguration(options.data, (configuration) => datasetOrFail(configuration, id).name)
  if (!options.yes) {
    if (!process.stdin.isTTY) throw wrongInput('Deleting a dataset deletes its data. Say --yes.')
    const { confirm, isCancel } = await import('@clack/prompts')
    const sure = await confirm({
      message: `Delete ${name} (${id}) with all its data? This cannot be undone.`,
      initialValue: false,
    })
    if (isCancel(sure) || !sure) return remark('Nothing was deleted.')
  }
  withConfiguration(options.data, (configuration) => {
    configuration.deleteDataset(id)
    writeAudit(configuration, 'dataset.deleted', id)
  })
  if (options.json) print(JSON.stringify({ id, deleted: true }))
  else remark(`Dataset ${id} is deleted; its data is being erased.`)
}

const nameOrFail = (text: string): string => readOrFail('--name', readDatasetName(text))
const domainOrFail = (text: string): string => readOrFail(`--domain ${text}`, readSite(text))
const accountOrFail = (text: string): string => readOrFail(`--ad-account ${text}`, readAdAccount(text))

function readOrFail(what: string, read: { value: string } | string): string {
  if (typeof read === 'string') throw wrongInput(`${what}: ${read}`)
  return read.value
}

function idOrFail(text: string, configuration: Configuration): string {
  if (!isDatasetId(text)) throw wrongInput(`--id ${text}: give 15 to 16 digits, e.g. 1832195656904796`)
  if (!configuration.idIsFree(text))
    throw wrongInput(`--id ${text}: there is, or was, a dataset with this id.`)
  return text
}
