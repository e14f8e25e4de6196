import {
  type Configuration,
  DESTINATION_OPTION_NAMES,
  DESTINATION_OPTIONS,
  type Destination,
  SecretUnusable,
} from '@countersign/storage'
import { print, printTable, remark } from '../io.js'

/** Said when a destination is set up: otherwise it is found out when nothing arrives. */
export function warnOfPrivateHost(configuration: Configuration, destination: Destination): void {
  const host = configuration.privateHost(destination)
  if (host === null) return
  const { id, allowed_private_hosts } = destination
  remark(
    `${host} is a private address, to which nothing is sent until you allow it: countersign destination set ${id} allowed_private_hosts ${[...allowed_private_hosts, host].join(',')}`,
  )
}

/** A destination as it is printed. Of what is secret it says whether it can be read, and nothing more. */
export function shown(configuration: Configuration, destination: Destination) {
  const status = destination.paused_at_ms === null ? 'active' : 'paused'
  return { ...destination, status, secrets_problem: secretsProblem(configuration, destination.id) }
}

function secretsProblem(configuration: Configuration, id: number): string | null {
  try {
    configuration.destinationSecrets(id)
    return null
  } catch (error) {
    if (error instanceof SecretUnusable && error.at !== 'environment') return error.message
    throw error
  }
}

/** A line each; below, which secrets cannot be read, and what to do. */
export function printDestinations(all: readonly ShownDestination[]): void {
  printTable([
    ['id', 'dataset', 'kind', 'to', 'name', 'state', 'token'],
    ...all.map((d) => [String(d.id), d.dataset_id, d.kind, d.target_id, d.name, d.status, tokenState(d)]),
  ])
  for (const { secrets_problem } of all) if (secrets_problem !== null) remark(secrets_problem)
}

export type ShownDestination = ReturnType<typeof shown>
const tokenState = ({ secrets_problem, secrets_at_ms }: ShownDestination): string =>
  secrets_problem === null ? `set, changed ${dateOf(secrets_at_ms)}` : 'cannot be read'
const dateOf = (at_ms: number): string => new Date(at_ms).toISOString().slice(0, 10)

/** One, with its settings. */
export function printDestination(all: ShownDestination): void {
  printTable([
    ['id', String(all.id)],
    ['dataset', all.dataset_id],
    ['kind', all.kind],
    ['to', all.target_id],
    ['state', all.status],
    ['created', new Date(all.created_at_ms).toISOString()],
    ['token', tokenState(all)],
    ['app secret', all.has_app_secret ? 'set' : '-'],
  ])
  print('\nSettings (destination set ID KEY VALUE):')
  printTable(
    DESTINATION_OPTION_NAMES.map((name) => [name, JSON.stringify(all[name]), DESTINATION_OPTIONS[name].says]),
  )
  if (all.secrets_problem !== null) remark(all.secrets_problem)
}
