import type { Dataset } from '../../client/queries.js'
import { OrdersWebhookSection } from './orders-webhook.js'
import { GROUPS } from './sections.js'
import { SettingsForm } from './settings-form.js'

/** The tripwire, and how the shop tells of its orders. */
export const OrdersSection = ({ dataset }: { dataset: Dataset }) => (
  <>
    <SettingsForm dataset={dataset} groups={GROUPS.orders} />
    <OrdersWebhookSection dataset={dataset} />
  </>
)
