import { type PersonRecord, SESSION_AGE_MS_MAX } from '@countersign/storage/configuration'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../api/api.js'
import { ApiRefusal } from '../api/api-error.js'
import { isAskedByHttps } from './asked.js'
import { readSessionCookie, sessionCookie } from './session-cookie.js'

/** The person who is signed in. @throws ApiRefusal where a token asks, or nobody */
export function personIn({ caller }: FastifyRequest): PersonRecord {
  if (caller?.session === undefined) throw new ApiRefusal({ code: 'session_missing', at: '' })
  return caller.session.person
}

/** Begins a session of a person, in the place of the one that the request came with, if there was one. */
export function beginSession(request: FastifyRequest, reply: FastifyReply, person_id: string, api: Api) {
  const { people } = api.stage.edge.configuration
  const secret = people.sessions.begin(person_id, readSessionCookie(request.raw))
  const person = people.find(person_id)
  if (person === undefined) throw new ApiRefusal({ code: 'session_missing', at: '' })
  setCookie(request, reply, secret, api)
  return shownSession(person)
}

export function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  secret: string | null,
  api: Api,
): void {
  reply.header('set-cookie', sessionCookie(secret, SESSION_AGE_MS_MAX, isAskedByHttps(request, api.stage)))
}

export const shownSession = ({ id, email, role, datasets, has_totp }: PersonRecord) => ({
  person: { id, email, role, datasets: datasets === 'all' ? datasets : [...datasets], has_totp },
})
