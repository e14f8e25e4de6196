import { Button, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useAddress } from '../../address.js'
import { ask } from '../../client/client.js'
import type { Dataset } from '../../client/queries.js'
import { CodeBlock } from '../../parts/code-block.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { Confirm } from './confirm.js'
import { SecretShown } from './secret-shown.js'
import { GROUPS } from './sections.js'
import styles from './settings.module.css'
import { SettingsForm } from './settings-form.js'
import { useMay } from './use-may.js'

const { orders } = words.settingsLists

/** The tripwire, and the secret that the shop signs its orders with. */
export function OrdersSection({ dataset }: { dataset: Dataset }) {
  const may = useMay()
  return (
    <>
      <SettingsForm dataset={dataset} groups={GROUPS.orders} />
      {may.change && <Secret dataset={dataset} />}
    </>
  )
}

function Secret({ dataset }: { dataset: Dataset }) {
  const { search, set } = useAddress()
  const [made, setMade] = useState<{ secret: string; path: string } | null>(null)
  const close = () => set({ open: undefined }, { replace: true })
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      ask<{ secret: string; path: string }>('POST', `/api/datasets/${dataset.id}/orders/secret`),
    onSuccess: (answer) => {
      close()
      setMade(answer)
    },
  })
  return (
    <Section title={orders.secret_title}>
      <div className={styles.end}>
        <div>{orders.secret_text}</div>
        <Button variant="default" onClick={() => set({ open: 'secret' })}>
          {orders.secret_make}
        </Button>
      </div>
      {search.open === 'secret' && (
        <Confirm
          title={orders.secret_make}
          action={orders.secret_make}
          error={error}
          busy={isPending}
          onClose={close}
          onConfirm={mutate}
        >
          {orders.secret_replaces}
        </Confirm>
      )}
      {made !== null && (
        <SecretShown
          title={orders.secret_shown}
          text={
            <Stack gap="xs">
              {orders.secret_shown_text}
              <CodeBlock text={`${location.origin}${made.path}`} label={orders.address} />
              {orders.secret_title}
            </Stack>
          }
          label={orders.secret_title}
          secret={made.secret}
          onClose={() => setMade(null)}
        />
      )}
    </Section>
  )
}
