import { domainStatus, proofsOf, showDomain } from '@countersign/core'
import { type Configuration, type Domain, readDomain } from '@countersign/storage'
import type { Command } from 'commander'
import { writeAudit } from '../audit.js'
import { datasetOrFail, openData, withConfiguration } from '../data.js'
import { couldNot, print, printTable, remark, wrongInput } from '../io.js'
import { outward } from '../outward.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
  dataset: string
}
interface OneOptions extends Options {
  domain: string
}

/** `countersign domain …`: show whose a domain is. */
export function domainCommands(program: Command): void {
  const domain = program.command('domain').description('Verify that a domain is yours')

  withDataset(domain.command('add').description('Say that a domain is yours; says how to show it'))
    .requiredOption('--domain <domain>', 'e.g. shop.example; it covers what is below it')
    .action((options: OneOptions) => add(options))

  withDataset(domain.command('list').description('List domains, and whether they are verified')).action(
    (options: Options) =>
      withConfiguration(options.data, (configuration) => {
        datasetOrFail(configuration, options.dataset)
        const all = configuration.domains.list(options.dataset).map((domain) => showDomain(domain))
        if (options.json) print(JSON.stringify(all))
        else if (all.length === 0) remark(NO_DOMAIN)
        else printDomains(all)
      }),
  )

  withDataset(domain.command('verify').description('Look now whether they are; exit 1 if one is not'))
    .option('--domain <domain>', 'this one only')
    .action((options: Options & { domain?: string }) => verify(options))

  withDataset(domain.command('remove').description('Look no more at a domain'))
    .requiredOption('--domain <domain>', 'which')
    .action((options: OneOptions) =>
      withConfiguration(options.data, (configuration) => {
        const { id, domain: name } = domainOrFail(configuration, options)
        configuration.domains.remove(id)
        writeAudit(configuration, 'domain.removed', options.dataset, { domain: name })
        if (options.json) print(JSON.stringify({ domain: name, removed: true }))
        else remark(`${name} is removed.`)
      }),
    )
}

const NO_DOMAIN = 'No domain yet. Add one: countersign domain add --dataset ID --domain shop.example'

const withDataset = (command: Command): Command =>
  withOptions(command).requiredOption('--dataset <id>', 'the dataset')

async function add(options: OneOptions): Promise<void> {
  const read = readDomain(options.domain)
  if (typeof read === 'string') throw wrongInput(`${read}.`)
  withConfiguration(options.data, (configuration) => {
    datasetOrFail(configuration, options.dataset)
    const domain = configuration.domains.add(options.dataset, read.domain)
    if (typeof domain === 'string') throw wrongInput(`${domain}.`)
    writeAudit(configuration, 'domain.added', options.dataset, { domain: domain.domain })
    if (options.json) print(JSON.stringify(showDomain(domain)))
    else printProofs(domain)
  })
}

function printProofs({ domain, token, dataset_id }: Domain): void {
  const { dns, meta, file } = proofsOf(domain, token)
  print(`Show in one of these ways that ${domain} is yours:

  DNS        a TXT record of ${domain} itself (name @), with the value
             ${dns}
  home page  in the <head> of https://${domain}/, not added by a script
             ${meta}
  file       at ${file}, with the one line
             ${token}
`)
  remark(
    `Then: countersign domain verify --dataset ${dataset_id} --domain ${domain}. A running server looks by itself, too.`,
  )
}

function domainOrFail(configuration: Configuration, { dataset, domain }: OneOptions): Domain {
  datasetOrFail(configuration, dataset)
  const found = configuration.domains.find(dataset, domain.trim().toLowerCase())
  if (!found)
    throw wrongInput(
      `Dataset ${dataset} has no domain ${domain}. \`countersign domain list --dataset ${dataset}\` shows those it has.`,
    )
  return found
}

async function verify(options: Options & { domain?: string }): Promise<void> {
  const { configuration } = openData(options.data)
  const out = outward(configuration)
  try {
    const { domain, dataset } = options
    datasetOrFail(configuration, dataset)
    const wanted =
      domain === undefined
        ? configuration.domains.list(dataset)
        : [domainOrFail(configuration, { ...options, domain })]
    if (wanted.length === 0) throw wrongInput(NO_DOMAIN)
    const all: ShownDomain[] = []
    for (const one of wanted) {
      const looked = (await out.verifyDomain(one)) ?? one
      const status = domainStatus(looked)
      if (status !== domainStatus(one))
        writeAudit(configuration, 'domain.verified', dataset, { domain: one.domain, status })
      all.push(showDomain(looked))
    }
    if (options.json) print(JSON.stringify(all))
    else printDomains(all)
    const missing = all.filter(({ status }) => status === 'pending')
    for (const { domain: name, status, failure } of all)
      if (status === 'failing') remark(`${name} stays verified, though it does not show it now. ${failure}.`)
    if (missing.length > 0) throw couldNot(missing.map(unverified).join('\n'))
  } finally {
    await out.close()
    configuration.close()
  }
}

const unverified = ({ domain, failure, dataset_id }: ShownDomain): string =>
  `${domain} is not verified. ${failure ?? 'It was removed meanwhile'}. What to put where: countersign domain add --dataset ${dataset_id} --domain ${domain}. A new DNS record may take hours to be seen.`

type ShownDomain = ReturnType<typeof showDomain<Domain>>

function printDomains(all: readonly ShownDomain[]): void {
  const dateOf = (at_ms: number | null) => (at_ms === null ? '-' : new Date(at_ms).toISOString())
  printTable([
    ['domain', 'state', 'by', 'verified', 'last checked', 'last found', 'failure'],
    ...all.map((one) => [
      one.domain,
      one.status,
      one.method ?? '-',
      dateOf(one.verified_at_ms),
      dateOf(one.last_checked_ms),
      dateOf(one.last_ok_ms),
      one.failure ?? '-',
    ]),
  ])
}
