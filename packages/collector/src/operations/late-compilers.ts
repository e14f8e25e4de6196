import { createRequire } from 'node:module'
import type { FastifySchemaCompiler, FastifyServerOptions } from 'fastify'

type Compile = FastifySchemaCompiler<unknown>
type Check = ReturnType<Compile>
type NewCompile = (schemas: unknown, options: unknown) => Compile

const require = createRequire(import.meta.url)

/**
 * Makes what checks a request when a route is first asked. All of them at the start, with the compiler that they need,
 * were a third of a second and some 30 MB of young heap, which a server kept that nobody asks anything.
 */
export function lateCheck(make: () => Check): Check {
  let check: Check | undefined
  const late: Check = (data: unknown) => {
    check ??= make()
    const said = check(data)
    // Fastify reads there what was wrong.
    Object.assign(late, { errors: (check as { errors?: unknown }).errors })
    return said
  }
  return late
}

const buildValidator: NewCompile = (schemas, options) => {
  let compile: Compile | undefined
  return (route) =>
    lateCheck(() => {
      compile ??= (require('@fastify/ajv-compiler') as () => NewCompile)()(schemas, options)
      return compile(route)
    })
}

/** Fastify's own compiler of schemas, loaded late; answers are written by JSON.stringify. */
export const LATE_COMPILERS: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: {
    buildValidator: buildValidator as never,
    // What a schema does not name still goes out: a test holds each answer against its schema instead.
    buildSerializer: () => () => (answer) => JSON.stringify(answer),
  },
}
