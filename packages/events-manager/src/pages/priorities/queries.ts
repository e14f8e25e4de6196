import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../../generated/api.js'
import { api, dataOf } from '../../client/client.js'
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
