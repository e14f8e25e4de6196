import type { IncomingMessage, ServerResponse } from 'node:http'
import { readSince, SINCE_FORMS } from '@countersign/core'
import type { Dataset } from '@countersign/storage'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import { Type } from 'typebox'
import { FOLD_WAIT_MS } from '../limits.js'
import type { Stage } from '../stage.js'
import { ApiRefusal } from './api-error.js'
import { type Caller, datasetFor } from './caller.js'

/** The scope that routes are added to: what their schemas say is what their handlers get. */
export type ApiScope = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** What the routes share: the stage, and what only the API reads. */
export interface Api {
  stage: Stage
  reports: NonNullable<Stage['edge']['api']>
}

/** One address of the API: a file, and a row in routes.ts. */
export type ApiRoute = (scope: ApiScope, api: Api) => void

declare module 'fastify' {
  interface FastifyRequest {
    /** who asks; null on what anybody may read */
    caller: Caller | null
  }
}

/** @throws ApiRefusal where a route is asked by nobody: it was said to be open and is not */
export function callerIn({ caller }: FastifyRequest): Caller {
  if (caller === null) throw new ApiRefusal({ code: 'token_missing', at: '' })
  return caller
}

/** The dataset in the address. @throws ApiRefusal where it is not there, or not the caller's */
export function datasetIn(
  request: FastifyRequest<{ Params: { dataset_id: string } }>,
  { stage }: Api,
): Dataset {
  const dataset = datasetFor(callerIn(request), request.params.dataset_id, stage.edge.configuration)
  if (dataset === undefined) throw new ApiRefusal({ code: 'object_unknown', at: 'dataset_id' })
  return dataset
}

/** A time that a parameter gives, in ms; null where it was not asked for. @throws ApiRefusal */
export function sinceIn(text: string | undefined, { stage }: Api, at = 'since'): number | null {
  if (text === undefined) return null
  const since_ms = readSince(text, stage.edge.now_ms())
  if (since_ms !== null) return since_ms
  throw new ApiRefusal({ code: 'parameter_invalid', at, seen: `give ${SINCE_FORMS}` })
}

/** Waits until all that was acknowledged before is counted. @throws ApiRefusal where that takes too long */
export async function counted({ stage: { edge } }: Api): Promise<void> {
  if (!(await edge.fold.reaches(edge.journal.last, FOLD_WAIT_MS)))
    throw new ApiRefusal({ code: 'counting_behind', at: '' })
}

/** The answers that every route may give beside its own. */
const Refused = Type.Ref('ApiError')
export const REFUSALS = {
  400: Refused,
  401: Refused,
  403: Refused,
  404: Refused,
  409: Refused,
  429: Refused,
  500: Refused,
  503: Refused,
} as const
