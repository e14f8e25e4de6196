import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify from 'fastify'
import { LATE_COMPILERS } from '../operations/late-compilers.js'
import type { ApiScope } from './api.js'

/** Adds the routes that are described, with their schemas. */
type AddRoutes = (scope: ApiScope) => void

/**
 * GET /api/openapi.json: for anybody, as it names no data. The document is made when it is first asked for, and kept as
 * text: what makes it would take more memory than the routes.
 */
export function openapiRoute(scope: ApiScope, version: string, addRoutes: AddRoutes): void {
  let document: Promise<string> | undefined
  scope.get('/openapi.json', { config: { open: true } }, async (_request, reply) => {
    document ??= describeApi(version, addRoutes)
    return reply
      .type('application/json; charset=utf-8')
      .serializer(String)
      .send(await document)
  })
}

/** Makes the document of routes from their schemas, beside a server: these routes answer nobody. */
async function describeApi(version: string, addRoutes: AddRoutes): Promise<string> {
  const { default: swagger } = await import('@fastify/swagger')
  const app = Fastify({ schemaController: LATE_COMPILERS })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Countersign',
        version,
        description:
          "Countersign's own API, that Events Manager speaks. Reports come in by the Conversions API and the pixel's " +
          'addresses, which are not part of it.',
      },
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description:
              "A dataset's access token reads that dataset; one of the instance reads all and may change.",
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'countersign_session',
            description: 'Set by POST /api/session. A change must carry the Origin of the host asked.',
          },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    // A schema by its own name, not by a number that changes when another is added.
    refResolver: { buildLocalReference: (json) => String(json.$id) },
  })
  await app.register(async (scope) => addRoutes(scope.withTypeProvider<TypeBoxTypeProvider>()), {
    prefix: '/api',
  })
  await app.ready()
  const document = JSON.stringify(app.swagger())
  await app.close()
  return document
}
