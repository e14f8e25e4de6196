import type { FastifyInstance } from 'fastify'
import type { Stage } from '../stage.js'
import { sendScript } from './script-file.js'

/** Meta's addresses carry one, e.g. en_US. All get the same file: its texts are for developers. */
const LOCALE = '/:locale(^[a-z]{2,3}_[A-Z]{2}$)'

/**
 * GET /{locale}/fbevents.js[?id={dataset_id}]: the library, with that dataset's settings inside; and
 * /{locale}/automatic.js, which the library loads where a setting asks for it.
 */
export function libraryRoute(app: FastifyInstance, { library_files }: Stage): void {
  const options = { config: { name: 'pixel' } }
  app.get(`${LOCALE}/fbevents.js`, options, async (request, reply) =>
    sendScript(request, reply, await library_files.file('library', idOf(request.query))),
  )
  app.get(`${LOCALE}/automatic.js`, options, async (request, reply) =>
    sendScript(request, reply, await library_files.file('automatic', idOf(request.query))),
  )
}

/** The last one where an address has several, which is none if it is no text. */
function idOf(query: unknown): string | undefined {
  const { id } = query as { id?: string | string[] }
  return Array.isArray(id) ? id.at(-1) : id
}
