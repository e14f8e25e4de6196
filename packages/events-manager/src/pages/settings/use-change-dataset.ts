import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../client/client.js'
import { type Dataset, datasetsQuery } from '../../client/queries.js'
import { showNotice, tellFailure } from '../../parts/notice.js'
import { words } from '../../words/words.js'
import { bodyOf, type Draft, valuesBefore } from './draft.js'

interface Change {
  changes: Draft
  /** what the notice says was done */
  said: string
}

/** Changes a dataset, all or nothing, and offers to take it back. */
export function useChangeDataset(dataset: Dataset) {
  const queries = useQueryClient()
  const path = `/api/datasets/${dataset.id}`
  const patch = async (body: unknown) => {
    const changed = await ask<Dataset>('PATCH', path, { body })
    queries.setQueryData(datasetsQuery.queryKey, (known) =>
      known?.map((each) => (each.id === changed.id ? changed : each)),
    )
    return changed
  }
  return useMutation({
    // What was before is read before: by the time of the answer the page shows what is saved then.
    mutationFn: async ({ changes }: Change) => {
      const before = valuesBefore(dataset, changes)
      await patch(bodyOf(changes))
      return before
    },
    onSuccess: (before, { said }) => {
      const undo = () =>
        patch(bodyOf(before)).then(() => showNotice({ text: words.settings.undone }), tellFailure)
      showNotice({ text: said, undo })
    },
  })
}
