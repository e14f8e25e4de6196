import { StoreUnavailable } from '../fold/port.js'

/**
 * What ended a thread, as an error. Node hands one of SQLite's over as a bare object with nothing of it but its code.
 * @param thrown  what the worker's `error` event tells
 */
export function threadError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown
  const code = (thrown as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' && code.startsWith('SQLITE_')
    ? new StoreUnavailable(`the disk or a file on it gave ${code}`)
    : new Error(`A thread ended with ${typeof code === 'string' ? code : typeof thrown}`)
}
