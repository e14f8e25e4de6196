import { readEmail } from '@countersign/storage/configuration'
import { Type } from 'typebox'
import { type ApiRoute, REFUSALS } from '../api/api.js'
import { addressOf } from './asked.js'
import { CodeText, EmailText, PasswordText, SessionShown } from './person-schema.js'
import { readSessionCookie } from './session-cookie.js'
import { beginSession, personIn, setCookie, shownSession } from './session-person.js'
import { tryPassword } from './try-password.js'

const Body = Type.Object(
  { email: EmailText, password: PasswordText, totp: Type.Optional(CodeText) },
  { additionalProperties: false },
)
const tags = ['People']

/** /api/session: who is signed in; signing in; signing out. */
export const sessionRoute: ApiRoute = (scope, api) => {
  scope.addSchema(SessionShown)
  const { people } = api.stage.edge.configuration

  scope.get(
    '/session',
    {
      config: { may: 'self' },
      schema: {
        operationId: 'getSession',
        summary: 'Who is signed in',
        tags,
        response: { 200: Type.Ref('Session'), ...REFUSALS },
      },
    },
    async (request) => shownSession(personIn(request)),
  )

  scope.post(
    '/session',
    {
      config: { open: true, audit: false },
      schema: {
        operationId: 'signIn',
        summary: 'Sign in: the answer sets the cookie of a session',
        tags,
        security: [],
        body: Body,
        response: { 200: Type.Ref('Session'), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { password, totp } = request.body
      const email = readEmail(request.body.email) ?? ''
      const known = people.byEmail(email)
      const person = known?.disabled_at_ms === null ? known : undefined
      const { id } = await tryPassword({ email, person, password, totp, wants_totp: true }, request, api)
      const session = beginSession(request, reply, id, api)
      people.audit.write(email, 'sign_in.done', null, { address: addressOf(request, api.stage) })
      return session
    },
  )

  scope.delete(
    '/session',
    {
      config: { may: 'self', audit: 'sign_out.done' },
      schema: {
        operationId: 'signOut',
        summary: 'Sign out: the session is over',
        tags,
        response: { 204: Type.Null(), ...REFUSALS },
      },
    },
    async (request, reply) => {
      personIn(request)
      const secret = readSessionCookie(request.raw)
      if (secret !== undefined) people.sessions.end(secret)
      setCookie(request, reply, null, api)
      return reply.code(204).send(null)
    },
  )
}
