import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { diagnosticsQuery } from '../../client/books.js'
import { api, dataOf } from '../../client/client.js'
import { showNotice } from '../../parts/notice.js'
import { words } from '../../words/words.js'
import { type Issue, type IssueMark, undoOf } from './issues.js'

const WATCHED_MS = 15_000

/** As every page asks it, and watched. */
export const watchedDiagnosticsQuery = (dataset_id: string) =>
  queryOptions({ ...diagnosticsQuery(dataset_id), staleTime: WATCHED_MS, refetchInterval: WATCHED_MS })

/** Marks an issue, says so, and offers to take it back. */
export function useMarkIssue(dataset_id: string) {
  const queries = useQueryClient()
  const mark = useMutation({
    mutationFn: ({ id, state }: { id: number; state: IssueMark }) =>
      dataOf(
        api.POST('/api/datasets/{dataset_id}/issues/{issue_id}', {
          params: { path: { dataset_id, issue_id: String(id) } },
          body: { state },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['diagnostics', dataset_id] }),
    onError: (error) => showNotice({ text: words.diagnostics.mark_failed(error.message) }),
  })
  return {
    is_busy: mark.isPending,
    mark({ issue, title }: Pick<Issue, 'issue' | 'title'>, state: IssueMark) {
      const { id } = issue
      if (id === null) return
      mark.mutate(
        { id, state },
        {
          onSuccess: () =>
            showNotice({
              text: words.diagnostics.marked[state](title),
              undo: () => mark.mutate({ id, state: undoOf[issue.state] }),
            }),
        },
      )
    },
  }
}
