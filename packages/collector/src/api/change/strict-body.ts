import { createRequire } from 'node:module'
import type { Problem } from '@countersign/core'
import type { Ajv, ErrorObject } from 'ajv'
import type { FastifyError, FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify'
import type { TSchema } from 'typebox'
import { lateCheck } from '../../operations/late-compilers.js'

/** What a path in a refusal may hold of what was sent: a mistyped field's name, and no more. */
const FIELD = /^[\w.-]{1,60}$/

/**
 * For routes that change something: a body is taken as it is, or refused with all that is wrong. Fastify's own way leaves
 * out what it does not know and makes texts of numbers, so that a mistyped field would seem to be taken.
 */
export const STRICT: { validatorCompiler: FastifySchemaCompiler<TSchema> } = {
  validatorCompiler: ({ schema }) =>
    lateCheck(() => {
      ajv ??= new (createRequire(import.meta.url)('ajv') as typeof import('ajv')).Ajv(OPTIONS)
      return ajv.compile(schema)
    }),
}
const OPTIONS = { allErrors: true, strict: false, verbose: true }
let ajv: Ajv | undefined

/** What a body would have to be, fault by fault; null where the error is about something else. */
export function bodyFaultsOf({
  validation,
  validationContext,
}: FastifyError): [Problem, ...Problem[]] | null {
  if (validationContext !== 'body' || validation === undefined) return null
  const [first, ...others] = validation.map(faultOf)
  return first === undefined ? null : [first, ...others]
}

function faultOf(fault: FastifySchemaValidationError): Problem {
  const { keyword, instancePath, params } = fault
  const field = keyword === 'required' ? params.missingProperty : params.additionalProperty
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (typeof field === 'string') path.push(field)
  const at = path.every((part) => FIELD.test(part)) ? path.join('.') : ''
  return { code: 'parameter_invalid', at, seen: saidOf(fault) }
}

/** What to give instead. Never what was given: it may be secret. */
function saidOf(fault: FastifySchemaValidationError): string {
  const { keyword, params, message } = fault
  const { parentSchema } = fault as Partial<ErrorObject>
  switch (keyword) {
    case 'required':
      return 'give it, too'
    case 'type':
      return `give ${[params.type].flat().map(kindOf).join(' or ')}`
    case 'enum':
      return `give one of ${(params.allowedValues as unknown[] | undefined)?.join(', ')}`
    case 'additionalProperties':
      return `there is no such field; there are ${Object.keys(parentSchema?.properties ?? {}).join(', ')}`
    case 'minProperties':
      return `give one at least of ${Object.keys(parentSchema?.properties ?? {}).join(', ')}`
    default:
      return message ?? 'is not valid'
  }
}

const kindOf = (type: unknown): string => KINDS[String(type)] ?? 'another kind'
const KINDS: { [type: string]: string } = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}
