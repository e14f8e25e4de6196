import { hash, randomInt } from 'node:crypto'
import { buildCollector, type Edge } from '@countersign/collector'
import type { Configuration, Journal, PersonKeys } from '@countersign/storage'

/** What a simulated collector is given. */
export interface SimulatedEdge {
  configuration: Configuration
  journal: Journal
  /** the simulated time */
  now_ms: () => number
  /** left out: nobody restricts how they are measured */
  person_keys?: Pick<PersonKeys, 'digests'>
}

/**
 * The real collector, without a port of its own: it only takes events in, and what it reads and serves is not asked for.
 * The requests come as through the shop's own proxy, which says for whom.
 */
export function simulatedCollector({
  configuration,
  journal,
  now_ms,
  person_keys = { digests: () => ['', ''] },
}: SimulatedEdge): ReturnType<typeof buildCollector> {
  const edge: Edge = {
    configuration,
    journal,
    person_keys,
    fold: { reaches: async () => true, folded: 0, stalled: null },
    reports: {
      events: async () => [],
      hourly: async () => ({ names: new Map(), counts: [], present: [] }),
    },
    pixel: { library: () => '', automatic: () => '', snippet: () => '' },
    now_ms,
    randomInt: (max) => randomInt(max),
    newTraceId: () => 'Asimulated',
    sha256: (text) => hash('sha256', text),
    trusted_proxies: ['127.0.0.1'],
    version: '0.0.0-simulated',
  }
  return buildCollector(edge, { log: false })
}
