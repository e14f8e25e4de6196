import { digestOf, isOutdated, type PersonRecord, type Trier } from '@countersign/storage/configuration'
import type { FastifyRequest } from 'fastify'
import type { Api } from '../api/api.js'
import { ApiRefusal } from '../api/api-error.js'
import { addressOf } from './asked.js'

/** What somebody shows to be who they say. */
export interface Shown {
  /** as `readEmail` gives it, or what cannot be one */
  email: string
  /** undefined: there is nobody of that email, or they may not sign in */
  person: PersonRecord | undefined
  password: string
  /** undefined: none was sent */
  totp?: string | undefined
  /** whether a person with codes has to show one */
  wants_totp: boolean
}

/**
 * Looks whether a person's password is right, and their code. Who is unknown is answered like who mistyped: the same work
 * is done, the same is counted.
 * @throws ApiRefusal sign_in_locked, sign_in_busy, sign_in_refused, totp_missing
 */
export async function tryPassword(shown: Shown, request: FastifyRequest, api: Api): Promise<PersonRecord> {
  const { people } = api.stage.edge.configuration
  const trier = trierOf(shown.email, request, api)
  const until_ms = people.tries.begin(trier)
  if (until_ms > 0) throw locked(until_ms - api.stage.edge.now_ms())
  const stored = shown.person === undefined ? null : people.password(shown.person.id)
  const is_right = await people.passwords.is(shown.password, stored).catch((error: unknown) => {
    people.tries.giveBack(trier)
    throw error
  })
  // Looked at again: while the password was being looked at they may have been disabled, or have got another one.
  const person = shown.person && people.find(shown.person.id)
  const holds = person?.disabled_at_ms === null && people.password(person.id) === stored
  if (!is_right || !holds) throw refused(person, request, api)
  if (shown.wants_totp && person.has_totp) {
    if (shown.totp === undefined || shown.totp === '') {
      people.tries.giveBack(trier)
      throw new ApiRefusal({ code: 'totp_missing', at: 'totp' })
    }
    if (!people.totp.use(person, shown.totp)) throw refused(person, request, api)
  }
  people.tries.succeed(trier)
  if (stored !== null && isOutdated(stored))
    people.refreshPassword(person.id, await people.passwords.hash(shown.password))
  return person
}

function trierOf(email: string, request: FastifyRequest, { stage }: Api): Trier {
  const address = addressOf(request, stage)
  return { email_digest: digestOf(email), address_digest: address === null ? null : digestOf(address) }
}

/** What was typed as an email may be a password: of who is unknown nothing is kept. */
function refused(person: PersonRecord | undefined, request: FastifyRequest, { stage }: Api): ApiRefusal {
  const { audit } = stage.edge.configuration.people
  audit.write(person?.email ?? 'unknown', 'sign_in.refused', null, { address: addressOf(request, stage) })
  return new ApiRefusal({ code: 'sign_in_refused', at: '' })
}

const locked = (wait_ms: number) =>
  new ApiRefusal({ code: 'sign_in_locked', at: '' }, Math.max(1, Math.ceil(wait_ms / 1000)))
