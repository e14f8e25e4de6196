import { Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAddress } from '../../address.js'
import { ask } from '../../client/client.js'
import { CodeBlock } from '../../parts/code-block.js'
import { Confirm } from '../../parts/confirm.js'
import { showNotice } from '../../parts/notice.js'
import { words } from '../../words/words.js'
import { ordersWebhookQuery } from './queries.js'
import { SecretShown } from './secret-shown.js'

const { orders } = words.settingsLists

/** A secret that was just made, and where orders that are signed with it go. */
interface Made {
  secret: string
  path: string
}

interface MakeSecretProps {
  dataset_id: string
  /** one that was made before */
  replaces: boolean
}

/** Makes the secret that the shop signs its orders with, and shows it this once. */
export function MakeSecret({ dataset_id, replaces }: MakeSecretProps) {
  const { search, set } = useAddress()
  const queries = useQueryClient()
  const [made, setMade] = useState<Made | null>(null)
  const close = () => set({ open: undefined }, { replace: true })
  const verb = replaces ? orders.secret_make_new : orders.secret_make
  return (
    <>
      {search.open === 'secret' && (
        <Confirm
          title={verb}
          action={verb}
          run={() => ask<Made>('POST', `/api/datasets/${dataset_id}/orders/secret`)}
          onDone={(answer) => {
            setMade(answer)
            return queries.invalidateQueries({ queryKey: ordersWebhookQuery(dataset_id).queryKey })
          }}
          onClose={close}
        >
          {replaces ? orders.secret_replaces : orders.secret_first}
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
    </>
  )
}

/** Removes it, also where it cannot be read any more. */
export function RemoveSecret({ dataset_id }: { dataset_id: string }) {
  const { search, set } = useAddress()
  const queries = useQueryClient()
  const close = () => set({ open: undefined }, { replace: true })
  if (search.open !== 'remove-secret') return null
  return (
    <Confirm
      title={orders.secret_remove_title}
      action={orders.secret_remove}
      run={() => ask('DELETE', `/api/datasets/${dataset_id}/orders/secret`)}
      onDone={() => {
        showNotice({ text: orders.secret_removed })
        return queries.invalidateQueries({ queryKey: ordersWebhookQuery(dataset_id).queryKey })
      }}
      onClose={close}
    >
      {orders.secret_remove_text}
    </Confirm>
  )
}
