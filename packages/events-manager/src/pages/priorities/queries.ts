import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { components } from '../../../generated/api.js'
import { api, ask, dataOf } from '../../client/client.js'
import { datasetsQuery } from '../../client/queries.js'
import type { DomainSlots } from './slots.js'

export type AemReport = components['schemas']['AemReport']
export type Domain = components['schemas']['Domain']

const WATCHED_MS = 30_000

export const aemQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ['aem', dataset_id],
    queryFn: () => dataOf(api.GET('/api/datasets/{dataset_id}/aem', { params: { path: { dataset_id } } })),
    refetchInterval: WATCHED_MS,
  })

export const domainsQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ['domains', dataset_id],
    queryFn: async () =>
      (await dataOf(api.GET('/api/datasets/{dataset_id}/domains', { params: { path: { dataset_id } } })))
        .data,
    refetchInterval: WATCHED_MS,
  })

/** The steps of the business, by which the order is advised. */
export const funnelQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ['key-events', dataset_id],
    queryFn: async () =>
      (
        await dataOf(api.GET('/api/datasets/{dataset_id}/key-events', { params: { path: { dataset_id } } }))
      ).rows.map(({ event_name }) => event_name),
    staleTime: 60_000,
  })

/** The order that was edited last: in force, or waiting for its delay. Value sets stand here as they were given. */
interface OrderKept {
  effective_ms: number
  window_days: number
  domains: DomainSlots[]
}
export function lastOrder(settings: { readonly [name: string]: unknown } | undefined): OrderKept | undefined {
  const { aem_events } = settings ?? {}
  return Array.isArray(aem_events) ? (aem_events.at(-1) as OrderKept | undefined) : undefined
}

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
