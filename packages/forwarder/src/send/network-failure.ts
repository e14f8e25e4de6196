import type { NetworkFailure } from '@countersign/core'

const FAILURES: readonly [code: RegExp, failure: NetworkFailure][] = [
  [/^FORBIDDEN_ADDRESS$/, 'forbidden_address'],
  [/TIMEOUT$|^ETIMEDOUT$|^ABORT_ERR$|^UND_ERR_ABORTED$/, 'timeout'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'refused'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ECONNABORTED)$/, 'reset'],
  [/^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/, 'dns'],
  [/^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|EPROTO)/, 'tls'],
]

/**
 * What kept an answer from coming.
 * @param error  whatever Node or undici threw: its code says it, or that of what caused it, or of the first of several
 *               addresses that were tried
 */
export function networkFailure(error: unknown): NetworkFailure {
  for (const code of codesOf(error, 0)) {
    const found = FAILURES.find(([codes]) => codes.test(code))
    if (found) return found[1]
  }
  return 'other'
}

function codesOf(error: unknown, depth: number): string[] {
  if (!(error instanceof Error) || depth > 3) return []
  const { code } = error as NodeJS.ErrnoException
  // What a signal throws has no code of this kind: one that was fired by hand, and one of AbortSignal.timeout.
  const is_signal = error.name === 'AbortError' || error.name === 'TimeoutError'
  const own = typeof code === 'string' ? [code] : is_signal ? ['ABORT_ERR'] : []
  const tried = error instanceof AggregateError ? error.errors : []
  return [...own, ...tried.flatMap((one) => codesOf(one, depth + 1)), ...codesOf(error.cause, depth + 1)]
}
