import { Type } from 'typebox'
import { type ApiRoute, REFUSALS } from '../api/api.js'
import { ApiRefusal } from '../api/api-error.js'
import { stillIn } from './password-route.js'
import { CodeText, PasswordText } from './person-schema.js'
import { beginSession, personIn } from './session-person.js'
import { tryPassword } from './try-password.js'

const closed = { additionalProperties: false } as const
const Asked = Type.Object(
  {
    secret: Type.String({ description: 'In base32, to type into the app; shown this once.' }),
    uri: Type.String({ description: 'otpauth://…, for a QR code.' }),
  },
  { $id: 'TotpSecret', title: 'A secret for an authenticator app', ...closed },
)
const tags = ['People']
const response = { 200: Type.Ref('Session'), ...REFUSALS }

/** /api/session/totp: codes of an authenticator app, beside the password. */
export const totpRoute: ApiRoute = (scope, api) => {
  scope.addSchema(Asked)
  const { people } = api.stage.edge.configuration

  scope.post(
    '/session/totp',
    {
      config: { may: 'self', audit: false },
      schema: {
        operationId: 'askForTotp',
        summary: 'A secret for an authenticator app; it counts once a code of it was shown',
        tags,
        response: { 200: Type.Ref('TotpSecret'), ...REFUSALS },
      },
    },
    async (request) => people.totp.ask(personIn(request)),
  )

  scope.put(
    '/session/totp',
    {
      config: { may: 'self', audit: 'totp.enabled' },
      schema: {
        operationId: 'enableTotp',
        summary: 'Ask for codes from now on: every other session of the person ends',
        tags,
        body: Type.Object({ code: CodeText }, closed),
        response,
      },
    },
    async (request, reply) => {
      const person = personIn(request)
      if (!people.totp.confirm(person, request.body.code))
        throw new ApiRefusal({ code: 'totp_refused', at: 'code' })
      people.sessions.endOf(person.id)
      request.audit('totp.enabled', null)
      return beginSession(request, reply, person.id, api)
    },
  )

  scope.delete(
    '/session/totp',
    {
      config: { may: 'self', audit: 'totp.disabled' },
      schema: {
        operationId: 'disableTotp',
        summary: 'Ask for no codes any more',
        tags,
        body: Type.Object({ password: PasswordText }, closed),
        response,
      },
    },
    async (request, reply) => {
      const person = personIn(request)
      const { email } = person
      await tryPassword({ email, person, password: request.body.password, wants_totp: false }, request, api)
      stillIn(request.caller?.holds() === true)
      people.totp.drop(person.id)
      people.sessions.endOf(person.id)
      request.audit('totp.disabled', null)
      return beginSession(request, reply, person.id, api)
    },
  )
}
