import type { ValidateFunction } from 'ajv'
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

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete'

/** Asks the API as a client of its document would, and holds each answer against the document. */
export class ApiClient {
  private constructor(
    private readonly app: FastifyInstance,
    readonly document: Document,
  ) {}

  static async of(app: FastifyInstance): Promise<ApiClient> {
    return new ApiClient(app, (await app.inject({ url: '/api/openapi.json' })).json())
  }

  /** @param url  after `/api` */
  get = (url: string, access_token?: string) => this.ask('get', url, access_token)

  post = (url: string, access_token: string, payload?: object) => this.ask('post', url, access_token, payload)

  /** Any other way to change something. */
  change = (method: Exclude<Method, 'get'>, url: string, access_token: string, payload?: object) =>
    this.ask(method, url, access_token, payload)

  private async ask(method: Method, url: string, access_token?: string, payload?: object) {
    const headers = access_token === undefined ? {} : { authorization: `Bearer ${access_token}` }
    const answer = await this.app.inject({
      method: method.toUpperCase() as Uppercase<Method>,
      url: `/api${url}`,
      headers: { host: 't.shop.example', ...headers },
      ...(payload !== undefined && { payload }),
    })
    const body = answer.json()
    expect(this.faultsIn(this.pathOf(url), answer.statusCode, body, 'application/json', method)).toEqual([])
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    return { http: answer.statusCode, headers: answer.headers, ...body }
  }

  /** Where a body is not what the document says; empty where it is. */
  faultsIn(path: string, status: number, body: unknown, type = 'application/json', method = 'get'): string[] {
    const schema = this.document.paths[path]?.[method]?.responses[String(status)]?.content[type]?.schema
    if (schema === undefined) return [`${path} says nothing of ${status} as ${type}`]
    return this.faults(schema, body)
  }

  /** By their schemas' texts: each holds the whole document, and takes a while to compile. */
  private readonly checks = new Map<string, ValidateFunction>()

  /** The same by a schema's name. */
  faultsOf(name: string, value: unknown): string[] {
    return this.faults({ $ref: `#/components/schemas/${name}` }, value)
  }

  private faults(schema: object, value: unknown): string[] {
    const check = this.checkOf(schema)
    return check(value) ? [] : (check.errors ?? []).map((fault) => `${fault.instancePath} ${fault.message}`)
  }

  private checkOf(schema: object): ValidateFunction {
    const text = JSON.stringify(schema)
    const known = this.checks.get(text)
    if (known) return known
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    const check = ajv.compile({ ...schema, components: this.document.components })
    this.checks.set(text, check)
    return check
  }

  private pathOf(url: string): string {
    const asked = `/api${url.split('?')[0]}`
    const fits = (path: string) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(asked)
    return Object.keys(this.document.paths).find(fits) ?? asked
  }
}
