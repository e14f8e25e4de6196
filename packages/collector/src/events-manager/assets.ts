import { extname } from 'node:path'
import type { FastifyInstance } from 'fastify'
import Negotiator from 'negotiator'
import { ENCODINGS, type Encoding, type EventsManagerFiles } from './files.js'

const TYPES: { [extension: string]: string } = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** A file's name holds its content's hash: what was loaded once need not be asked for again. */
const HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}

/** GET /assets/{name}: what the page loads, as it was compressed when it was built. Only names that were built. */
export function assets(app: FastifyInstance, files: EventsManagerFiles): void {
  app.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) => {
    const { name } = request.params
    const made = files.assets.get(name)
    if (made === undefined) return reply.callNotFound()
    const accepted = new Negotiator(request.raw).encodings([...ENCODINGS])
    const encoding = firstOf(made, accepted)
    reply.headers({ ...HEADERS, 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' })
    if (made.length > 1) reply.header('vary', 'Accept-Encoding')
    if (encoding !== 'identity') reply.header('content-encoding', encoding)
    return reply.send(await files.read(name, encoding))
  })
}

const firstOf = (made: readonly Encoding[], accepted: readonly string[]): Encoding =>
  ENCODINGS.find((encoding) => made.includes(encoding) && accepted.includes(encoding)) ?? 'identity'
