import { useReducer } from 'react'
import { changesOf, type DomainSlots, type Edit, edited, faultsIn } from './slots.js'

/** The order as it is being edited; null: as it is saved, also when that changes meanwhile. */
export function useDraft(saved: readonly DomainSlots[]) {
  const [draft, turn] = useReducer(
    (before: readonly DomainSlots[] | null, edit: Edit | null) =>
      edit === null ? null : edited(before ?? saved, edit),
    null,
  )
  const domains = draft ?? saved
  const changes = draft === null ? [] : changesOf(saved, draft)
  return { domains, changes, faults: faultsIn(domains), edit: turn, discard: () => turn(null) }
}
export type Draft = ReturnType<typeof useDraft>
