import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { components } from '../../../generated/api.js'
import { api, dataOf } from '../../client/client.js'
import { Failure } from '../../client/failure.js'
import { showNotice } from '../../parts/notice.js'
import { words } from '../../words/words.js'

export type OrdersImported = components['schemas']['OrdersImported']

/** What a file does not say of itself. */
export interface Reading {
  /** '': as it stands, where it can be read in one way only */
  decimal: '' | 'point' | 'comma'
  /** '': UTC */
  utc_offset: string
}

/** As much as the server takes. @source docs/api.md */
export const FILE_BYTES_MAX = 8 * 2 ** 20

interface Asked {
  file: File
  reading: Reading
}

async function send(dataset_id: string, { file, reading }: Asked, is_dry_run: boolean) {
  const { size } = file
  if (size > FILE_BYTES_MAX)
    throw new Failure(413, 'body_too_large', words.ordersImport.too_large(size, FILE_BYTES_MAX))
  const { decimal, utc_offset } = reading
  // Bad rows were told before, and whoever presses the button leaves them out.
  const query = {
    ...(is_dry_run ? { dry_run: 'true' as const } : { skip_bad: 'true' as const }),
    ...(decimal !== '' && { decimal }),
    ...(utc_offset !== '' && { utc_offset }),
  }
  return dataOf(
    api.POST('/api/datasets/{dataset_id}/orders/import', {
      params: { path: { dataset_id }, query },
      // The document has no shape for a file: it goes as it is.
      body: file as never,
      bodySerializer: (given) => given,
      headers: { 'content-type': 'text/csv' },
    }),
  )
}

/** Asks what importing a file would do. */
export function useOrdersTrial(dataset_id: string) {
  return useMutation<OrdersImported, Error, Asked>({
    mutationFn: (asked) => send(dataset_id, asked, true),
  })
}

/** Imports a file; what is shown of orders is asked for again. */
export function useOrdersImport(dataset_id: string) {
  const queries = useQueryClient()
  return useMutation<OrdersImported, Error, Asked>({
    mutationFn: (asked) => send(dataset_id, asked, false),
    onSuccess: ({ orders }) => showNotice({ text: words.ordersImport.done(orders) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['orders', dataset_id] }),
  })
}
