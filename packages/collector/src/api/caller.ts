import type { IncomingMessage } from 'node:http'
import type { Configuration, Dataset, PersonRecord, PersonRole } from '@countersign/storage'
import { bearerIn } from '../graph/access-token.js'
import { readSessionCookie } from '../sign-in/session-cookie.js'

/** Who asks, whatever showed it. */
export interface Caller {
  /** what tells one caller from another, for limits; nothing secret */
  id: string
  /** as the audit log names it: an email, or `token:ID` */
  who: string
  role: Role
  /** the datasets that it may see */
  datasets: 'all' | readonly string[]
  /** Whether what showed it still holds: a stream outlives its request, and a token may be revoked meanwhile. */
  holds(): boolean
  /** undefined: it was a token that showed it */
  session?: { person: PersonRecord }
}

/** What each may: ../sign-in/permissions.ts. */
export type Role = PersonRole

/** One way to show who one is. @returns undefined where the request does not use it, or it does not hold */
type Way = (request: IncomingMessage, configuration: Configuration) => Caller | undefined

/** All of them, the first that holds counts. Another is a row here. */
const WAYS: readonly Way[] = [byToken, bySession]

/** Finds out who asks. */
export function callerOf(request: IncomingMessage, configuration: Configuration): Caller | undefined {
  for (const way of WAYS) {
    const caller = way(request, configuration)
    if (caller !== undefined) return caller
  }
  return undefined
}

/**
 * A dataset's token reads that dataset: it stands in a shop's code, and whoever finds it there must not make others. One
 * of the instance reads all and may change. By the header alone: an address stands in logs and histories.
 */
function byToken({ headers }: IncomingMessage, configuration: Configuration): Caller | undefined {
  const access_token = bearerIn(headers.authorization)
  const token = access_token === undefined ? undefined : configuration.tokenOf(access_token)
  if (access_token === undefined || token === undefined) return undefined
  return {
    id: `token:${token.id}`,
    who: `token:${token.id}`,
    role: token.dataset_id === null ? 'administrator' : 'analyst',
    datasets: token.dataset_id === null ? 'all' : [token.dataset_id],
    holds: () => configuration.tokenOf(access_token) !== undefined,
  }
}

/** Somebody who has signed in, by the cookie of their session. */
function bySession(request: IncomingMessage, { people }: Configuration): Caller | undefined {
  const secret = readSessionCookie(request)
  const session = secret === undefined ? undefined : people.sessions.find(secret)
  if (secret === undefined || session === undefined) return undefined
  const { person } = session
  return {
    id: `person:${person.id}`,
    who: person.email,
    role: person.role,
    datasets: person.datasets,
    holds: () => people.sessions.holds(secret),
    session: { person },
  }
}

/** The dataset, where the caller may see it: one that it may not is as one that is not there. */
export function datasetFor(
  { datasets }: Caller,
  dataset_id: string,
  configuration: Configuration,
): Dataset | undefined {
  return seesDataset({ datasets }, dataset_id) ? configuration.dataset(dataset_id) : undefined
}

export const datasetsFor = ({ datasets }: Caller, configuration: Configuration): readonly Dataset[] =>
  datasets === 'all'
    ? configuration.datasets()
    : configuration.datasets().filter(({ id }) => datasets.includes(id))

export const seesDataset = ({ datasets }: Pick<Caller, 'datasets'>, dataset_id: string): boolean =>
  datasets === 'all' || datasets.includes(dataset_id)
