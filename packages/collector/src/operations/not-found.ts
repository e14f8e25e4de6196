import type { FastifyInstance } from 'fastify'
import { sendGraph } from '../graph/graph-answer.js'
import { isGraphPath, unknownComponents } from '../graph/paths.js'
import type { Stage } from '../stage.js'

/**
 * What stands at no address of ours: in Graph's words where the path is one of Graph's. @source reference 5.6
 */
export function handleNotFound(app: FastifyInstance, { edge }: Stage): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.raw.url?.split('?', 1)[0] ?? ''
    if (!isGraphPath(path)) return reply.code(404).send({ error: 'not_found' })
    const problem = { code: 'path_unknown' as const, at: '', seen: unknownComponents(path) }
    return sendGraph(request, reply, edge.newTraceId(), { ok: false, problems: [problem] })
  })
}
