import type { IncomingMessage } from 'node:http'
import type { Configuration, Dataset } from '@countersign/storage'
import { bearerIn } from '../graph/access-token.js'

/** Who asks, whatever showed it. */
export interface Caller {
  /** what tells one caller from another, for limits; nothing secret */
  id: string
  role: Role
  /** the datasets that it may see */
  datasets: 'all' | readonly string[]
  /** Whether what showed it still holds: a stream outlives its request, and a token may be revoked meanwhile. */
  holds(): boolean
}

/** An administrator may change what it sees; the others read. */
export type Role = 'administrator' | 'developer' | 'analyst'

/** One way to show who one is. @returns undefined where the request does not use it, or it does not hold */
type Way = (request: IncomingMessage, configuration: Configuration) => Caller | undefined

/** All of them, the first that holds counts. Another, such as a session's cookie, is a row here. */
const WAYS: readonly Way[] = [byToken]

/** Finds out who asks. */
export function callerOf(request: IncomingMessage, configuration: Configuration): Caller | undefined {
  for (const way of WAYS) {
    const caller = way(request, configuration)
    if (caller !== undefined) return caller
  }
  return undefined
}

/**
 * A dataset's token reads that dataset; one of the instance reads all and may change. By the header alone: an address
 * stands in logs and histories.
 */
function byToken({ headers }: IncomingMessage, configuration: Configuration): Caller | undefined {
  const access_token = bearerIn(headers.authorization)
  const token = access_token === undefined ? undefined : configuration.tokenOf(access_token)
  if (access_token === undefined || token === undefined) return undefined
  return {
    id: `token:${token.id}`,
    role: token.dataset_id === null ? 'administrator' : 'developer',
    datasets: token.dataset_id === null ? 'all' : [token.dataset_id],
    holds: () => configuration.tokenOf(access_token) !== undefined,
  }
}

/** The dataset, where the caller may see it: one that it may not is as one that is not there. */
export function datasetFor(
  { datasets }: Caller,
  dataset_id: string,
  configuration: Configuration,
): Dataset | undefined {
  if (datasets !== 'all' && !datasets.includes(dataset_id)) return undefined
  return configuration.dataset(dataset_id)
}

export const datasetsFor = ({ datasets }: Caller, configuration: Configuration): readonly Dataset[] =>
  datasets === 'all'
    ? configuration.datasets()
    : configuration.datasets().filter(({ id }) => datasets.includes(id))

export const mayChange = ({ role }: Caller): boolean => role === 'administrator'
