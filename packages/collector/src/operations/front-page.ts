import type { FastifyInstance } from 'fastify'

/** GET /: what this is, until Events Manager stands here. It names no address that leads nowhere. */
export function frontPage(app: FastifyInstance, version: string): void {
  const text = `Countersign ${version}

Conversion tracking that its owner runs: the browser signs, the server countersigns, and each
conversion counts once.

  POST /v24.0/{dataset_id}/events   the Conversions API
  GET  /tr?id={dataset_id}&ev=…     the pixel's beacon
  GET  /en_US/fbevents.js?id=…      the pixel, for a page's head
  GET  /healthz /readyz /metrics    operations
  GET  /api/openapi.json            Countersign's own API, described

Create a dataset with: npx countersign dataset create --name "Brand - Main Website"
Its documentation is in the folder docs of the source.
`
  app.get('/', (_request, reply) => reply.header('content-type', 'text/plain; charset=utf-8').send(text))
}
