import { AddressLimit } from './block/address-limit.js'
import { UserAgents } from './block/user-agents.js'
import type { Edge } from './edge.js'
import { Metrics } from './operations/metrics.js'
import { LibraryFiles } from './pixel/library-files.js'
import { BatchTurns } from './receive/batch-turns.js'
import { BodyBudget } from './receive/body-budget.js'
import { BodySlabs } from './receive/body-slabs.js'
import { ClientAddresses } from './receive/client-address.js'
import { OwnSites } from './receive/own-site.js'
import { TestEventsHub } from './test-events/hub.js'

/** What the routes share: the ports, and what is remembered from request to request, all of it bounded. */
export interface Stage {
  edge: Edge
  metrics: Metrics
  addresses: ClientAddresses
  address_limit: AddressLimit
  user_agents: UserAgents
  own_sites: OwnSites
  batch_turns: BatchTurns
  body_budget: BodyBudget
  body_slabs: BodySlabs
  library_files: LibraryFiles
  /** null where nobody can watch */
  test_events: TestEventsHub | null
  /** Logs what nobody foresaw under the trace id that its answer carries, with nothing of the request's. */
  unforeseen(error: unknown, trace_id: string): void
}

/** @throws where a trusted proxy is neither an address nor a CIDR range */
export const newStage = (edge: Edge, unforeseen: Stage['unforeseen']): Stage => ({
  edge,
  metrics: new Metrics(edge),
  addresses: new ClientAddresses(edge.trusted_proxies),
  address_limit: new AddressLimit(),
  user_agents: new UserAgents(),
  own_sites: new OwnSites(),
  batch_turns: new BatchTurns(),
  body_budget: new BodyBudget(),
  body_slabs: new BodySlabs(),
  library_files: new LibraryFiles(edge),
  test_events: hubOf(edge, unforeseen),
  unforeseen,
})

function hubOf(edge: Edge, unforeseen: Stage['unforeseen']): TestEventsHub | null {
  const { api, fold, configuration, now_ms } = edge
  if (api === undefined) return null
  const failed = (error: unknown) => unforeseen(error, edge.newTraceId())
  return new TestEventsHub({ api, fold, configuration, now_ms }, failed)
}
