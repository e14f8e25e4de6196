import type { Token } from '@countersign/storage'
import type { Command } from 'commander'
import { writeAudit } from '../audit.js'
import { datasetOrFail, withConfiguration } from '../data.js'
import { print, printTable, remark, wrongInput } from '../io.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
  dataset?: string
}

/** `countersign token …`: access tokens. Shown once, stored as digests, dead the moment they are revoked. */
export function tokenCommands(program: Command): void {
  const token = program.command('token').description('Create, list and revoke access tokens')

  withOptions(token.command('create').description('Create an access token; it is shown this once'))
    .option('--dataset <id>', 'the dataset that it is for')
    .option('--admin', 'a token of the instance, which may create datasets by Graph')
    .option('--label <label>', 'what it is for', '')
    .action((options: Options & { admin?: boolean; label: string }) =>
      withConfiguration(options.data, (configuration) => {
        if ((options.admin === true) === (options.dataset !== undefined))
          throw wrongInput('Say what the token is for: --dataset ID, or --admin.')
        if (options.dataset !== undefined) datasetOrFail(configuration, options.dataset)
        const created = configuration.createToken(options.dataset ?? null, options.label)
        writeAudit(configuration, 'token.created', created.dataset_id, { token_id: created.id })
        if (options.json)
          return print(JSON.stringify({ ...shown(created), access_token: created.access_token }))
        print(`Token ${created.id}, shown this once: ${created.access_token}`)
      }),
    )

  withOptions(token.command('list').description('List access tokens'))
    .option('--dataset <id>', "this dataset's only")
    .action((options: Options) =>
      withConfiguration(options.data, (configuration) => {
        if (options.dataset !== undefined) datasetOrFail(configuration, options.dataset)
        const tokens = configuration.tokens(options.dataset).map(shown)
        if (options.json) return print(JSON.stringify(tokens))
        printTable([
          ['id', 'dataset', 'label', 'state'],
          ...tokens.map((t) => [
            t.id,
            t.dataset_id ?? 'instance',
            t.label,
            t.revoked_at_ms === null ? 'active' : 'revoked',
          ]),
        ])
      }),
    )

  withOptions(token.command('revoke <token-id>').description('Revoke an access token, at once')).action(
    (id: string, options: Options) =>
      withConfiguration(options.data, (configuration) => {
        const known = configuration.tokens().find((one) => one.id === id)
        if (!configuration.revokeToken(id))
          throw wrongInput(`There is no token ${id} to revoke. \`countersign token list\` shows the ids.`)
        writeAudit(configuration, 'token.revoked', known?.dataset_id ?? null, { token_id: id })
        if (options.json) print(JSON.stringify({ id, revoked: true }))
        else remark(`Token ${id} is revoked.`)
      }),
  )
}

const shown = ({ id, dataset_id, label, created_at_ms, revoked_at_ms }: Token) => ({
  id,
  dataset_id,
  label,
  created_at_ms,
  revoked_at_ms,
})
