import type { Configuration } from '@countersign/storage'
import type { Command } from 'commander'
import { writeAudit } from '../audit.js'
import { datasetOrFail, withConfiguration } from '../data.js'
import { print, remark, wrongInput } from '../io.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
  dataset: string
}

/** `countersign orders …`: the secret of the webhook, and the way back from the tripwire. */
export function ordersCommands(program: Command): void {
  const orders = program.command('orders').description("What the shop's orders need")

  withOptions(
    orders
      .command('secret')
      .description('Make the secret that orders are signed with; it is shown this once'),
  )
    .requiredOption('--dataset <id>', 'the dataset')
    .option(
      '--remove',
      'remove it instead: orders can be signed no more; the key it was encrypted with need not be there',
    )
    .action((options: Options & { remove?: true }) =>
      withConfiguration(options.data, (configuration) => {
        datasetOrFail(configuration, options.dataset)
        if (options.remove) removeSecret(configuration, options)
        else makeSecret(configuration, options)
      }),
    )

  withOptions(
    orders
      .command('release')
      .description('Deliver Purchases again that were held: more were counted than the shop has'),
  )
    .requiredOption('--dataset <id>', 'the dataset')
    .action((options: Options) =>
      withConfiguration(options.data, (configuration) => {
        datasetOrFail(configuration, options.dataset)
        const why = configuration.purchaseHold(options.dataset)?.why
        if (!configuration.releasePurchases(options.dataset))
          throw wrongInput(`Delivery of the Purchases of dataset ${options.dataset} is not held.`)
        writeAudit(configuration, 'purchases.released', options.dataset)
        if (options.json) return print(JSON.stringify({ dataset_id: options.dataset, released: true, why }))
        remark(`Released. It was held because: ${why}`)
      }),
    )
}

function makeSecret(configuration: Configuration, { dataset, json }: Options): void {
  const secret = configuration.createOrdersSecret(dataset)
  writeAudit(configuration, 'orders_secret.created', dataset)
  if (json) {
    print(JSON.stringify({ dataset_id: dataset, secret }))
    return
  }
  print(`Secret of POST /webhooks/orders/${dataset}, shown this once: ${secret}`)
  remark('One that was made before no longer holds.')
}

function removeSecret(configuration: Configuration, { dataset, json }: Options): void {
  if (!configuration.removeOrdersSecret(dataset))
    throw wrongInput(`Dataset ${dataset} has no secret for orders.`)
  writeAudit(configuration, 'orders_secret.removed', dataset)
  if (json) print(JSON.stringify({ dataset_id: dataset, removed: true }))
  else remark('Removed. Signed orders are refused from now on.')
}
