import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useAddress } from '../../address.js'
import type { Dataset } from '../../client/queries.js'
import type { OrdersWebhook } from '../../client/shapes.js'
import { useMay } from '../../client/use-may.js'
import { CodeBlock } from '../../parts/code-block.js'
import { Failed } from '../../parts/failed.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { TextSkeleton } from '../../parts/skeletons.js'
import { zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { MakeSecret, RemoveSecret } from './orders-secret.js'
import { ordersWebhookQuery } from './queries.js'
import styles from './settings.module.css'

const { orders } = words.settingsLists

/** Where the shop sends its orders to, whether it can sign them, and how that has gone lately. */
export function OrdersWebhookSection({ dataset }: { dataset: Dataset }) {
  const { data, error, errorUpdatedAt, refetch } = useQuery(ordersWebhookQuery(dataset.id))
  const { set } = useAddress()
  const may = useMay()
  return (
    <Section title={orders.webhook_title}>
      {error !== null && (
        <Failed
          what={orders.webhook_title}
          error={error}
          since_ms={errorUpdatedAt}
          retry={refetch}
          inline={data !== undefined}
        />
      )}
      {data === undefined && error === null && <TextSkeleton />}
      {data && (
        <div className={styles.fieldset}>
          <CodeBlock text={`${location.origin}${data.path}`} label={orders.address} />
          <div className={data.secret === 'unreadable' ? styles.failed : undefined}>
            {orders.secrets[data.secret]}
          </div>
          <Lately webhook={data} zone={zoneOf(dataset)} />
          {may.change && (
            <Group gap="xs">
              <Button variant="default" onClick={() => set({ open: 'secret' })}>
                {data.secret === 'none' ? orders.secret_make : orders.secret_make_new}
              </Button>
              {data.secret !== 'none' && (
                <Button
                  variant="default"
                  className={styles.danger}
                  onClick={() => set({ open: 'remove-secret' })}
                >
                  {orders.secret_remove}
                </Button>
              )}
            </Group>
          )}
        </div>
      )}
      {may.change && data && (
        <>
          <MakeSecret dataset_id={dataset.id} replaces={data.secret !== 'none'} />
          <RemoveSecret dataset_id={dataset.id} />
        </>
      )}
    </Section>
  )
}

function Lately({ webhook: { taken_at_ms, refused }, zone }: { webhook: OrdersWebhook; zone: string }) {
  return (
    <>
      <div>
        {taken_at_ms === null ? (
          orders.not_taken
        ) : (
          <>
            {orders.taken} <Time at_ms={taken_at_ms} zone={zone} />.
          </>
        )}
      </div>
      {refused !== null && (
        <div className={refused.at_ms > (taken_at_ms ?? 0) ? styles.failed : styles.dim}>
          {orders.refused} <Time at_ms={refused.at_ms} zone={zone} />: {refused.message}{' '}
          {refused.at !== '' && <ForeignText text={refused.at} mono />} {refused.fix}
        </div>
      )}
    </>
  )
}
