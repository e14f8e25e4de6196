import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../client/client.js'
import { datasetsQuery } from '../../client/queries.js'
import type { Domain } from './queries.js'
import type { DomainSlots } from './slots.js'

/** Saves priorities: in force after the delay of edits. */
export function useSavePriorities(dataset_id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (domains: readonly DomainSlots[]) =>
      ask<{ effective_ms: number | null }>('PUT', `/api/datasets/${dataset_id}/aem`, { body: { domains } }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: datasetsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ['aem', dataset_id] }),
      ]),
  })
}

/** Switches Aggregated Event Measurement on or off. */
export function useSwitchAem(dataset_id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (aem: boolean) =>
      ask('PATCH', `/api/datasets/${dataset_id}`, { body: { settings: { aem } } }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: datasetsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ['aem', dataset_id] }),
      ]),
  })
}

/** What is done with a domain; each answer is the domain as it stands then. */
export function useDomainChange(dataset_id: string) {
  const queries = useQueryClient()
  const base = `/api/datasets/${dataset_id}/domains`
  return useMutation({
    mutationFn: ({ act, domain }: { act: 'add' | 'verify' | 'remove'; domain: string }) => {
      if (act === 'add') return ask<Domain>('POST', base, { body: { domain } })
      const path = `${base}/${encodeURIComponent(domain)}`
      return act === 'verify' ? ask<Domain>('POST', `${path}/verify`) : ask<Domain>('DELETE', path)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['domains', dataset_id] }),
  })
}
