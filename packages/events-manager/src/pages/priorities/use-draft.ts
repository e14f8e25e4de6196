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
    (before: readonly DomainSlots[] | null, edit: Edit | null) =>
      edit === null ? null : edited(before ?? saved, edit),
    may ? draftIn(search.draft) : null,
  )
  const domains = draft ?? saved
  const changes = draft === null ? [] : changesOf(saved, draft)
  const text = draft === null || changes.length === 0 ? undefined : draftText(draft)
  useEffect(() => {
    if (text !== search.draft) set({ draft: text }, { replace: true })
  }, [text, search.draft, set])
  return { domains, changes, faults: faultsIn(domains), edit: turn, discard: () => turn(null) }
}
export type Draft = ReturnType<typeof useDraft>
