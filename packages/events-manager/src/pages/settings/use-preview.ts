import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { ask } from '../../client/client.js'
import type { EventRulePreview, RulePreview, SeenLately } from '../../client/shapes.js'

/** A rule is tried when it was not typed at for this long. */
const SETTLED_MS = 400
/** What was seen lately changes slowly. */
const SEEN_FRESH_MS = 60_000

interface Previews {
  'custom-conversions': RulePreview
  'event-rules': EventRulePreview
}

/**
 * What a rule would have matched of the last 7 days, asked again while it is typed. What was known stays until the next
 * answer.
 * @param rule  null: there is not enough of it to be tried
 */
export function usePreview<Of extends keyof Previews>(dataset_id: string, of: Of, rule: object | null) {
  const typed = rule === null ? null : JSON.stringify(rule)
  // As text: the same rule is another object each time that a form is drawn.
  const [settled] = useDebouncedValue(typed, SETTLED_MS)
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['rule-preview', dataset_id, of, settled],
    queryFn: ({ signal }) =>
      ask<Previews[Of]>('POST', `/api/datasets/${dataset_id}/${of}/preview`, {
        body: { rule: JSON.parse(settled ?? '') },
        signal,
      }),
    enabled: settled !== null && typed !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return { data: typed === null ? undefined : data, error, is_stale: isPlaceholderData || settled !== typed }
}

/** What events of one name showed lately: addresses, and texts of buttons. */
export const seenLatelyQuery = (dataset_id: string, event_name: string) =>
  queryOptions({
    queryKey: ['seen-lately', dataset_id, event_name],
    queryFn: ({ signal }) =>
      ask<SeenLately>('GET', `/api/datasets/${dataset_id}/seen-lately`, { query: { event_name }, signal }),
    staleTime: SEEN_FRESH_MS,
  })
