import type { Problem } from '@countersign/core'
import { SecretUnusable } from '@countersign/storage/configuration'
import { ApiRefusal } from '../api-error.js'

/** A fault of a body: where, and what to give instead, as a demand ("give …"). */
export interface Fault {
  at: string
  says: string
}

/** @throws ApiRefusal with all of them, where there are any */
export function refuseFaults(faults: readonly Fault[]): void {
  const problems = faults.map(({ at, says }): Problem => ({ code: 'parameter_invalid', at, seen: says }))
  const [first] = problems
  if (first !== undefined) throw new ApiRefusal(first, problems)
}

/**
 * What the configuration made of a change, or its refusal.
 * @param made  where it refuses: a line a fault, each begins with the field's name
 * @throws ApiRefusal also where it is not there
 */
export function madeOf<T extends object>(made: T | string | undefined, at: string): T {
  if (made === undefined) throw new ApiRefusal({ code: 'object_unknown', at })
  if (typeof made !== 'string') return made
  refuseFaults(made.split('\n').map(faultIn))
  throw new ApiRefusal({ code: 'parameter_invalid', at: '' })
}

function faultIn(line: string): Fault {
  const [, at = '', says = line] = /^([a-z_]+): (.*)$/.exec(line) ?? []
  return { at, says: says.replace(/\.$/, '') }
}

/** Whoever takes away what cannot be brought back types its name. @throws ApiRefusal where it is another */
export function confirmName(typed: string, name: string, what: string): void {
  if (typed.trim() !== name.trim())
    refuseFaults([{ at: 'name', says: `give the name of the ${what} as it is, to take it away for good` }])
}

/** Runs what seals or opens a secret. @throws ApiRefusal where the key is not there; its texts name files, and stay here */
export function withSecrets<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof SecretUnusable) throw new ApiRefusal({ code: 'secret_key_unusable', at: '' })
    throw error
  }
}
