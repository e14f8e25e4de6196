import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../client/client.js'
import { showNotice, tellFailure } from '../../parts/notice.js'
import { words } from '../../words/words.js'
import { bodyToChange, bodyToMake, bodyToUndo, type RecordField } from './record-fields.js'

type Values = { readonly [name: string]: unknown }

interface SaveRecord {
  /** where the list of them is */
  path: string
  queryKey: QueryKey
  fields: readonly RecordField[]
  /** null: it is being made */
  known: (Values & { id: number }) | null
  /** what the notice says was done */
  said: string
  onDone(): void
}

/** Makes something or changes it; a change without secrets can be taken back. */
export function useSaveRecord({ path, queryKey, fields, known, said, onDone }: SaveRecord) {
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey })
  const patch = async (body: Values) => {
    await ask('PATCH', `${path}/${known?.id}`, { body })
    await refresh()
  }
  const { mutate, error, isPending } = useMutation({
    mutationFn: async ({ draft, beside }: { draft: Values; beside: Values }) => {
      if (known === null) {
        await ask('POST', path, { body: { ...beside, ...bodyToMake(fields, draft) } })
        return null
      }
      const body = bodyToChange(fields, known, draft)
      if (Object.keys(body).length === 0) return null
      await ask('PATCH', `${path}/${known.id}`, { body })
      return bodyToUndo(known, body)
    },
    onSuccess: async (before) => {
      const undo = () =>
        patch(before ?? {}).then(() => showNotice({ text: words.settings.undone }), tellFailure)
      onDone()
      showNotice({ text: said, ...(before !== null && { undo }) })
      await refresh()
    },
  })
  const save = (draft: Values, beside: Values = {}) => mutate({ draft, beside })
  return { save, error, isPending }
}
