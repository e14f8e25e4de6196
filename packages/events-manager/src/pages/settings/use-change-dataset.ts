import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../client/client.js'
import { type Dataset, datasetsQuery } from '../../client/queries.js'
import { showNotice, tellFailure } from '../../parts/notice.js'
import { words } from '../../words/words.js'
import { bodyOf, type Draft, valuesBefore } from './draft.js'

interface Change {
  /** a function where they depend on what is saved: it is given what is saved when they are sent */
  changes: Draft | ((saved: Dataset) => Draft)
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
  const saved = () =>
    queries.getQueryData(datasetsQuery.queryKey)?.find(({ id }) => id === dataset.id) ?? dataset
  return useMutation({
    // One after the other: the next begins with what the one before has saved.
    scope: { id: path },
    // What was before is read before: by the time of the answer the page shows what is saved then.
    mutationFn: async ({ changes }: Change) => {
      const made = typeof changes === 'function' ? changes(saved()) : changes
      const before = valuesBefore(saved(), made)
      await patch(bodyOf(made))
      return before
    },
    onSuccess: (before, { said }) => {
      const undo = () =>
        patch(bodyOf(before)).then(() => showNotice({ text: words.settings.undone }), tellFailure)
      showNotice({ text: said, undo })
    },
  })
}
