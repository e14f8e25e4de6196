import { readEmail } from '@countersign/storage/configuration'
import { Type } from 'typebox'
import { type ApiRoute, REFUSALS } from '../api/api.js'
import { ApiRefusal } from '../api/api-error.js'
import { oneOf, orNull, TimeMs } from '../api/signals/shapes.js'
import { checkPassword } from './password-route.js'
import { EmailText, PasswordText, RoleShown, SecretText } from './person-schema.js'
import { beginSession } from './session-person.js'

const closed = { additionalProperties: false } as const
const LinkShown = Type.Object(
  {
    kind: oneOf(['first', 'invite', 'reset']),
    email: orNull(Type.String()),
    role: RoleShown,
    expires_at_ms: TimeMs,
  },
  { $id: 'OneTimeLink', title: 'What a one-time link is for', ...closed },
)
const tags = ['People']

/** /api/links: what a one-time link is for; using it, which signs in. In the body: an address stands in logs. */
export const linksRoute: ApiRoute = (scope, api) => {
  scope.addSchema(LinkShown)
  const { people } = api.stage.edge.configuration
  const linkOf = (secret: string) => {
    const link = people.links.find(secret)
    if (link === undefined) throw new ApiRefusal({ code: 'link_invalid', at: 'link' })
    return link
  }

  scope.post(
    '/links/look',
    {
      config: { open: true, audit: false },
      schema: {
        operationId: 'lookAtLink',
        summary: 'What a one-time link is for',
        tags,
        security: [],
        body: Type.Object({ link: SecretText }, closed),
        response: { 200: Type.Ref('OneTimeLink'), ...REFUSALS },
      },
    },
    async (request) => {
      const { kind, person, expires_at_ms } = linkOf(request.body.link)
      return { kind, email: person?.email ?? null, role: person?.role ?? 'administrator', expires_at_ms }
    },
  )

  scope.post(
    '/links/use',
    {
      config: { open: true, audit: false },
      schema: {
        operationId: 'useLink',
        summary: 'Choose a password by a one-time link, and be signed in',
        tags,
        security: [],
        body: Type.Object(
          { link: SecretText, email: Type.Optional(EmailText), password: PasswordText },
          closed,
        ),
        response: { 200: Type.Ref('Session'), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { link: secret, password, email: given } = request.body
      // Before any work: a password takes some.
      const link = linkOf(secret)
      const email = link.person?.email ?? readEmail(given ?? '')
      if (email === null)
        throw new ApiRefusal({ code: 'parameter_invalid', at: 'email', seen: 'give an email address' })
      checkPassword(password, email)
      const hashed = await people.passwords.hash(password)
      const person = people.links.use(secret, hashed, email)
      if (person === undefined) throw new ApiRefusal({ code: 'link_invalid', at: 'link' })
      people.audit.write(person.email, 'link.used', null, { kind: link.kind })
      return beginSession(request, reply, person.id, api)
    },
  )
}
