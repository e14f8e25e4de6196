import { passwordFault } from '@countersign/storage/configuration'
import { Type } from 'typebox'
import { type ApiRoute, REFUSALS } from '../api/api.js'
import { ApiRefusal } from '../api/api-error.js'
import { PasswordText } from './person-schema.js'
import { beginSession, personIn } from './session-person.js'
import { tryPassword } from './try-password.js'

const Body = Type.Object({ current: PasswordText, password: PasswordText }, { additionalProperties: false })

/** POST /api/session/password: another password. All sessions of the person end but this one, which begins anew. */
export const passwordRoute: ApiRoute = (scope, api) => {
  scope.post(
    '/session/password',
    {
      config: { may: 'self', audit: 'password.changed' },
      schema: {
        operationId: 'changePassword',
        summary: "Change one's password: every other session of the person ends",
        tags: ['People'],
        body: Body,
        response: { 200: Type.Ref('Session'), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { people } = api.stage.edge.configuration
      const signed_in = personIn(request)
      const { current, password } = request.body
      const { email } = signed_in
      checkPassword(password, email)
      const person = await tryPassword(
        { email, person: signed_in, password: current, wants_totp: false },
        request,
        api,
      )
      const hashed = await people.passwords.hash(password)
      stillIn(request.caller?.holds() === true)
      people.setPassword(person.id, hashed)
      request.audit('password.changed', null)
      return beginSession(request, reply, person.id, api)
    },
  )
}

/** @throws ApiRefusal where a password will not do */
export function checkPassword(password: string, email: string): void {
  const seen = passwordFault(password, email)
  if (seen !== null) throw new ApiRefusal({ code: 'password_unsuitable', at: 'password', seen })
}

/** @throws ApiRefusal where the session has ended while a password was looked at */
export function stillIn(holds: boolean): void {
  if (!holds) throw new ApiRefusal({ code: 'session_missing', at: '' })
}
