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
    .action((options: Options) =>
      withConfiguration(options.data, (configuration) => {
        datasetOrFail(configuration, options.dataset)
        const secret = configuration.createOrdersSecret(options.dataset)
        writeAudit(configuration, 'orders_secret.created', options.dataset)
        if (options.json) return print(JSON.stringify({ dataset_id: options.dataset, secret }))
        print(`Secret of POST /webhooks/orders/${options.dataset}, shown this once: ${secret}`)
        remark('One that was made before no longer holds.')
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
