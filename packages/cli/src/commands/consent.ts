import {
  CONSENT_KEYS,
  type Configuration,
  type ConsentKey,
  identifyPerson,
  type PersonInClear,
  type Withdrawal,
} from '@countersign/storage'
import type { Command } from 'commander'
import { writeAudit } from '../audit.js'
import { datasetOrFail, withConfiguration } from '../data.js'
import { print, printTable, remark, wrongInput } from '../io.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
  dataset: string
}
interface PersonOptions extends Options {
  email?: string[]
  phone?: string[]
  externalId?: string[]
  fbp?: string[]
}
/** Enough to know which of two it is, and too little to look anybody up by. */
const VALUE_CHARS = 12
const LIMIT_DEFAULT = '100'

/** `countersign consent …`: people who do not want to be reported any more. */
export function consentCommands(program: Command): void {
  const consent = program.command('consent').description('Keep who has taken back their consent')

  withPerson(
    consent.command('revoke').description('Send nothing more of a person, also of what waits'),
  ).action((options: PersonOptions) =>
    changePerson(options, 'revoked', (configuration, keys) =>
      configuration.revokeConsent(options.dataset, keys),
    ),
  )
  withPerson(consent.command('grant').description('Send again what comes from a person')).action(
    (options: PersonOptions) =>
      changePerson(options, 'granted', (configuration, keys) =>
        configuration.grantConsent(options.dataset, keys),
      ),
  )
  withOptions(consent.command('list').description('Count what was withdrawn, and show the last ones'))
    .requiredOption('--dataset <id>', 'the dataset')
    .option('--limit <n>', 'how many of the last ones', LIMIT_DEFAULT)
    .action((options: Options & { limit: string }) => list(options))
}

const collect = (value: string, values: string[] = []): string[] => [...values, value]

const withPerson = (command: Command): Command =>
  withOptions(command)
    .requiredOption('--dataset <id>', 'the dataset')
    .option('--email <email>', 'plain, or its SHA-256; again for more', collect)
    .option('--phone <phone>', 'with its country code, or its SHA-256; again for more', collect)
    .option('--external-id <id>', "the site's own id, or its SHA-256; again for more", collect)
    .option('--fbp <fbp>', "the browser's cookie _fbp; again for more", collect)

function changePerson(
  options: PersonOptions,
  what: 'revoked' | 'granted',
  work: (configuration: Configuration, keys: { [K in ConsentKey]?: readonly string[] }) => number,
): void {
  const { email, phone, externalId, fbp, dataset } = options
  const person: PersonInClear = {
    ...(email && { email }),
    ...(phone && { phone }),
    ...(externalId && { external_id: externalId }),
    ...(fbp && { fbp }),
  }
  if (Object.keys(person).length === 0)
    throw wrongInput('Say who: --email, --phone, --external-id or --fbp, one or several.')
  const identified = identifyPerson(person)
  if (typeof identified === 'string')
    throw wrongInput(`--${identified.replace(/^external_id/, 'external-id')}.`)
  withConfiguration(options.data, (configuration) => {
    datasetOrFail(configuration, dataset)
    const changed = work(configuration, identified.keys)
    const keys = CONSENT_KEYS.filter((key) => identified.keys[key] !== undefined)
    if (changed > 0) writeAudit(configuration, `consent.${what}`, dataset, { fields: keys })
    if (options.json) print(JSON.stringify({ dataset_id: dataset, keys, [what]: changed }))
    else if (changed === 0)
      remark(`Nothing to do: that was ${what === 'revoked' ? 'withdrawn already' : 'not withdrawn'}.`)
    else if (what === 'revoked') remark('Nothing is sent any more of who is known by that.')
    else remark('What comes from who is known by that is sent again.')
  })
}

function list(options: Options & { limit: string }): void {
  const { dataset: dataset_id } = options
  if (!/^\d{1,6}$/.test(options.limit))
    throw wrongInput(`--limit ${options.limit}: give a number up to 999999`)
  withConfiguration(options.data, (configuration) => {
    datasetOrFail(configuration, dataset_id)
    const { counts, latest } = configuration.withdrawals(dataset_id, Number(options.limit))
    const withdrawals = latest.map(shortened)
    if (options.json) return print(JSON.stringify({ dataset_id, counts, withdrawals }))
    printTable([['key', 'values'], ...CONSENT_KEYS.map((key) => [key, String(counts[key])])])
    if (withdrawals.length === 0) return
    print('')
    printTable([
      ['revoked', 'key', 'value'],
      ...withdrawals.map(({ revoked_at_ms, key, value }) => [
        new Date(revoked_at_ms).toISOString(),
        key,
        value,
      ]),
    ])
  })
}

/** An fbp begins alike for everybody: of it the end is told. */
const shortened = ({ key, value, revoked_at_ms }: Withdrawal): Withdrawal => ({
  key,
  value: key === 'fbp' ? `…${value.slice(-VALUE_CHARS)}` : `${value.slice(0, VALUE_CHARS)}…`,
  revoked_at_ms,
})
