import { accept, type Result } from '@countersign/core'
import type { FastifyRequest } from 'fastify'
import { fieldOf, type ReadBody, readBody, valueAt } from '../receive/conversions-body.js'
import { tokenInHead } from './access-token.js'

/** A Graph call's parameters, from its query and its body, whichever way its client sends them. */
export interface Parameters {
  access_token: string | undefined
  /** a parameter as text; lists and objects as their JSON; undefined where it was not sent */
  text(name: string): string | undefined
}

/** Problems: as readBody */
export async function readParameters(request: FastifyRequest): Promise<Result<Parameters>> {
  const bytes = Buffer.isBuffer(request.body) ? request.body : NO_BODY
  const body = await readBody(bytes, request.headers)
  if (!body.ok) return body
  const text = (name: string) => inBody(body.value, name) ?? inQuery(request, name)
  return accept({ access_token: tokenInHead(request.raw) ?? fieldOf(body.value, 'access_token'), text })
}

const NO_BODY = Buffer.alloc(0)

/** The query's alone, for calls without a body. */
export const queryParameters = (request: FastifyRequest): Parameters => ({
  access_token: tokenInHead(request.raw),
  text: (name) => inQuery(request, name),
})

function inQuery({ query }: FastifyRequest, name: string): string | undefined {
  const value = valueAt(query, name)
  const last: unknown = Array.isArray(value) ? value.at(-1) : value
  return typeof last === 'string' ? last : undefined
}

function inBody(body: ReadBody, name: string): string | undefined {
  if (body.kind === 'form') return body.pairs.findLast(([key]) => key === name)?.[1]
  const value = valueAt(body.value, name)
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
