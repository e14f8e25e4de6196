import { expect } from 'vitest'
import { buildCollector } from '../src/collector.js'
import type { Edge } from '../src/edge.js'
import { ApiClient } from './api-answers.js'
import { type FakeEdge, fakeEdge } from './fakes.js'

type Method = 'post' | 'patch' | 'put' | 'delete'
/** What a body would have to be: the code of the answer, and every place that it names. */
export type Wrong = [
  title: string,
  method: Method,
  url: string,
  body: object | undefined,
  code: string,
  at: string[],
]

/** One for cases that change nothing. */
let unchanged: Promise<Asking> | undefined
export const askingUnchanged = (): Promise<Asking> => {
  unchanged ??= asking()
  return unchanged
}

/** An administrator who asks the API of a collector with one dataset. */
export async function asking(given: Partial<Edge> = {}) {
  const edge: FakeEdge = fakeEdge(given)
  const admin = edge.configuration.createToken(null, 'admin').access_token
  const api = await ApiClient.of(buildCollector(edge, { log: false }))
  const { configuration } = edge
  const all = () => ({
    datasets: configuration.datasets(),
    tokens: configuration.tokens(),
    destinations: configuration.destinations(),
    alerts: configuration.alerts.channels(),
    domains: configuration.domains.list(),
  })
  const root = `/datasets/${edge.dataset.id}`
  return {
    edge,
    api,
    admin,
    root,
    get: (url: string) => api.get(url, admin),
    ask: (method: Method, url: string, body?: object) => api.change(method, url, admin, body),
    /** Refused with all that is wrong, and nothing is changed by it. */
    async refuses([, method, path, body, code, at]: Wrong) {
      const url = path.replace('{id}', edge.dataset.id)
      const before = all()
      const answer = await api.change(method, url, admin, body)
      const { error } = answer
      const places = (error?.problems ?? [error]).map((problem: { at?: string }) => problem?.at ?? '')
      expect([error?.code, places.sort()]).toEqual([code, [...at].sort()])
      expect(JSON.stringify(answer)).not.toContain(PLANTED)
      expect(all()).toEqual(before)
      return answer
    },
  }
}
export type Asking = Awaited<ReturnType<typeof asking>>

/** A secret that no answer may repeat. */
export const PLANTED = 'EAABplantedSecret0123456789'
