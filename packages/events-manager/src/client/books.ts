import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../generated/api.js'
import type { Range } from '../range/range.js'
import { api, dataOf } from './client.js'

/** What changes with every event is asked for again so often. */
const WATCHED_MS = 15_000

export type Quality = components['schemas']['Quality']
export type EventQuality = Quality['events'][number]
export type Diagnosis = components['schemas']['Diagnosis']

/** The server reads milliseconds among other forms of a time, so they go as text. */
const within = ({ since_ms, until_ms }: Range) => ({ since: String(since_ms), until: String(until_ms) })

/** A range moves by a minute with each minute: what was known of the one before stays until the next is here. */
const stays = (dataset_id: string) => ({
  placeholderData: <Data>(before: Data | undefined, query?: { queryKey: readonly unknown[] }) =>
    query?.queryKey[1] === dataset_id ? before : undefined,
})

/** Received and counted by the step. @param event_name  undefined: all events together */
export const seriesQuery = (dataset_id: string, range: Range, event_name?: string) =>
  queryOptions({
    queryKey: ['series', dataset_id, event_name ?? null, range] as const,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/datasets/{dataset_id}/series', {
          params: {
            path: { dataset_id },
            query: {
              ...within(range),
              step: range.step,
              ...(event_name !== undefined && { event: event_name }),
            },
          },
          signal,
        }),
      ),
    refetchInterval: WATCHED_MS,
  })

/** What was counted of each name, day by day. */
export const countedByNameQuery = (dataset_id: string, range: Range) =>
  queryOptions({
    queryKey: ['counted-by-name', dataset_id, range] as const,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/datasets/{dataset_id}/counted-by-name', {
          params: { path: { dataset_id }, query: within(range) },
          signal,
        }),
      ),
    ...stays(dataset_id),
  })

export const eventNamesQuery = (dataset_id: string, range: Range) =>
  queryOptions({
    queryKey: ['event-names', dataset_id, range] as const,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/datasets/{dataset_id}/event-names', {
          params: { path: { dataset_id }, query: within(range) },
          signal,
        }),
      ),
    refetchInterval: WATCHED_MS,
    ...stays(dataset_id),
  })

export const eventNameQuery = (dataset_id: string, event_name: string, range: Range) =>
  queryOptions({
    queryKey: ['event-name', dataset_id, event_name, range] as const,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/datasets/{dataset_id}/event-names/{event_name}', {
          params: { path: { dataset_id, event_name }, query: within(range) },
          signal,
        }),
      ),
    refetchInterval: WATCHED_MS,
  })

export const countedQuery = (dataset_id: string, sighting_id: string) =>
  queryOptions({
    queryKey: ['counted', dataset_id, sighting_id] as const,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/datasets/{dataset_id}/counted/{sighting_id}', {
          params: { path: { dataset_id, sighting_id } },
          signal,
        }),
      ),
    refetchInterval: WATCHED_MS,
  })

export const searchQuery = (dataset_id: string, q: string) =>
  queryOptions({
    queryKey: ['search', dataset_id, q] as const,
    queryFn: async ({ signal }) =>
      (
        await dataOf(
          api.GET('/api/datasets/{dataset_id}/search', {
            params: { path: { dataset_id }, query: { q } },
            signal,
          }),
        )
      ).data,
  })

export const diagnosticsQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ['diagnostics', dataset_id] as const,
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/datasets/{dataset_id}/diagnostics', { params: { path: { dataset_id } }, signal })),
    staleTime: 60_000,
  })

/** A guided check, all of it asked. @param pattern  of what is seen, as `purchases_missing` */
export const troubleshootQuery = (dataset_id: string, pattern: string) =>
  queryOptions({
    queryKey: ['troubleshoot', dataset_id, pattern] as const,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/datasets/{dataset_id}/troubleshoot/{pattern}', {
          params: { path: { dataset_id, pattern } },
          signal,
        }),
      ),
    refetchInterval: WATCHED_MS * 2,
  })

export const qualityQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ['quality', dataset_id] as const,
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/datasets/{dataset_id}/quality', { params: { path: { dataset_id } }, signal })),
    staleTime: 60_000,
  })

const AUDIT_ROWS = 200

/** What was changed of a dataset, newest first: administrators only. */
export const auditQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ['audit', dataset_id] as const,
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET('/api/audit', { params: { query: { dataset_id, limit: AUDIT_ROWS } }, signal })))
        .data,
    staleTime: 60_000,
  })
