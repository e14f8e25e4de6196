import { Ajv2020 } from 'ajv/dist/2020.js'
import type { FastifyInstance } from 'fastify'
import { expect } from 'vitest'

interface Document {
  openapi: string
  paths: { [path: string]: { [method: string]: Operation } }
  components: { schemas: { [name: string]: object }; securitySchemes: object }
}
interface Operation {
  operationId: string
  responses: { [status: string]: { content: { [type: string]: { schema: object } } } }
}

/** Asks the API as a client of its document would, and holds each answer against the document. */
export class ApiClient {
  private constructor(
    private readonly app: FastifyInstance,
    readonly document: Document,
  ) {}

  static async of(app: FastifyInstance): Promise<ApiClient> {
    return new ApiClient(app, (await app.inject({ url: '/api/openapi.json' })).json())
  }

  /** @param url  after `/api` @param path  the document's, where the address fits more than one or none */
  async get(url: string, access_token?: string, path = this.pathOf(url)) {
    const headers = access_token === undefined ? {} : { authorization: `Bearer ${access_token}` }
    const answer = await this.app.inject({
      url: `/api${url}`,
      headers: { host: 't.shop.example', ...headers },
    })
    const body = answer.json()
    expect(this.faultsIn(path, answer.statusCode, body)).toEqual([])
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    return { http: answer.statusCode, headers: answer.headers, ...body }
  }

  /** Where a body is not what the document says; empty where it is. */
  faultsIn(path: string, status: number, body: unknown, type = 'application/json'): string[] {
    const schema = this.document.paths[path]?.get?.responses[String(status)]?.content[type]?.schema
    if (schema === undefined) return [`${path} says nothing of ${status} as ${type}`]
    return this.faults(schema, body)
  }

  /** The same by a schema's name. */
  faultsOf(name: string, value: unknown): string[] {
    return this.faults({ $ref: `#/components/schemas/${name}` }, value)
  }

  private faults(schema: object, value: unknown): string[] {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    const check = ajv.compile({ ...schema, components: this.document.components })
    return check(value) ? [] : (check.errors ?? []).map((fault) => `${fault.instancePath} ${fault.message}`)
  }

  private pathOf(url: string): string {
    const asked = `/api${url.split('?')[0]}`
    const fits = (path: string) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(asked)
    return Object.keys(this.document.paths).find(fits) ?? asked
  }
}
