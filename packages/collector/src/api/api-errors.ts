import type { Problem } from '@countersign/core'
import { JournalUnavailable } from '@countersign/storage/journal'
import { OrdersUnavailable } from '@countersign/storage/process'
import type { FastifyError } from 'fastify'
import type { Stage } from '../stage.js'
import type { ApiScope } from './api.js'
import { ApiRefusal, sendInternal, sendProblem } from './api-error.js'
import { bodyFaultsOf } from './change/strict-body.js'

/** Answers what a route throws in the API's one shape. */
export function answerApiErrors(scope: ApiScope, stage: Stage): void {
  scope.setErrorHandler((error: FastifyError, _request, reply) => {
    if (error instanceof ApiRefusal) return sendProblem(reply, error.problem, error.all)
    const faults = bodyFaultsOf(error)
    if (faults !== null) return sendProblem(reply, faults[0], faults)
    const problem = problemOf(error)
    if (problem !== null) return sendProblem(reply, problem)
    const trace_id = stage.edge.newTraceId()
    stage.unforeseen(error, trace_id)
    return sendInternal(reply, trace_id)
  })
}

/** null for what nobody foresaw */
function problemOf(error: FastifyError): Problem | null {
  if (error instanceof JournalUnavailable || error instanceof OrdersUnavailable)
    return { code: 'store_unavailable', at: '' }
  if (error.validation !== undefined) return invalidOf(error)
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { code: 'body_too_large', at: '' }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return { code: 'content_type_unsupported', at: '' }
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return { code: 'body_not_json', at: '' }
    default:
      return null
  }
}

/** What the schema says of the first that is wrong; the validator's texts hold no value that was sent. */
function invalidOf({ validation, validationContext }: FastifyError): Problem {
  const first = validation?.[0]
  const path = (first?.instancePath ?? '').split('/').slice(1).join('.')
  const missing = first?.params.missingProperty
  const at = [path, typeof missing === 'string' ? missing : ''].filter((part) => part !== '').join('.')
  // A dataset id of another form is one that is not there.
  if (validationContext === 'params') return { code: 'object_unknown', at }
  return { code: 'parameter_invalid', at, seen: first?.message ?? 'is not valid' }
}
