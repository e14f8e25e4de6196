import type { Role } from '../api/caller.js'

/**
 * What a route asks of whoever uses it. `read`: any who may see the dataset. `test`: to take part in a test. `tokens`: to
 * make and revoke a dataset's tokens. `change`: all else. `self`: people, on what is their own.
 */
export type May = 'read' | 'test' | 'tokens' | 'change' | 'self'

/** Who may do what. Whether they may see the dataset is asked beside it. */
const ALLOWED: { [role in Role]: ReadonlySet<May> } = {
  administrator: new Set<May>(['read', 'test', 'tokens', 'change', 'self']),
  developer: new Set<May>(['read', 'test', 'tokens', 'self']),
  analyst: new Set<May>(['read', 'self']),
}

export const isAllowed = (role: Role, may: May): boolean => ALLOWED[role].has(may)

const READS = new Set(['GET', 'HEAD'])
export const isChange = (method: string): boolean => !READS.has(method)

/** What a route asks that does not say: a change is for administrators. */
export const mayOf = (method: string, said: May | undefined): May =>
  said ?? (isChange(method) ? 'change' : 'read')
