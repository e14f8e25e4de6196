import swagger from '@fastify/swagger'
import type { ApiScope } from './api.js'

/** Makes the document of the scope's routes, from their schemas. Before the routes: it notes each as it comes. */
export async function describeApi(scope: ApiScope, version: string): Promise<void> {
  await scope.register(swagger, {
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
        },
      },
      security: [{ token: [] }],
    },
    // A schema by its own name, not by a number that changes when another is added.
    refResolver: { buildLocalReference: (json) => String(json.$id) },
  })
}

/** GET /api/openapi.json: for anybody, as it names no data. */
export function openapiRoute(scope: ApiScope): void {
  scope.get('/openapi.json', { config: { open: true }, schema: { hide: true } }, async (_request, reply) =>
    reply.send(scope.swagger()),
  )
}
