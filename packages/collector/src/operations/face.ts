import 'fastify'

/** In whose words a route says that something went wrong. */
export type Face = 'graph' | 'plain'

declare module 'fastify' {
  interface FastifyContextConfig {
    face?: Face
    /** by which the metrics know the route */
    name?: string
  }
}
