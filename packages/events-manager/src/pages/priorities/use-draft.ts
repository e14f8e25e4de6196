import { useEffect, useReducer } from 'react'
import { useAddress } from '../../address.js'
import { draftIn, draftText } from './draft-text.js'
import { changesOf, type DomainSlots, type Edit, edited, faultsIn } from './slots.js'

/**
 * The order as it is being edited; null: as it is saved, also when that changes meanwhile. It begins with what the
 * address holds, and is written there, so that the page may be loaded again or passed on.
 * @param may  whether whoever looks may edit: for others there is no draft
 */
export function useDraft(saved: readonly DomainSlots[], may: boolean) {
  const { search, set } = useAddress()
  const [draft, turn] = useReducer(
    (before: readonly DomainSlots[] | null, edit: Edit | Saved | null) => {
      if (edit === null) return null
      // What was changed while it was being saved is the next draft.
      if (edit.kind === 'saved') return before === edit.domains ? null : before
      return edited(before ?? saved, edit)
    },
    may ? draftIn(search.draft) : null,
  )
  const domains = draft ?? saved
  const changes = draft === null ? [] : changesOf(saved, draft)
  const text = draft === null || changes.length === 0 ? undefined : draftText(draft)
  useEffect(() => {
    if (text !== search.draft) set({ draft: text }, { replace: true })
  }, [text, search.draft, set])
  return {
    domains,
    changes,
    faults: faultsIn(domains),
    edit: turn as (edit: Edit) => void,
    saved: () => turn({ kind: 'saved', domains }),
    discard: () => turn(null),
  }
}
interface Saved {
  kind: 'saved'
  domains: readonly DomainSlots[]
}
export type Draft = ReturnType<typeof useDraft>
