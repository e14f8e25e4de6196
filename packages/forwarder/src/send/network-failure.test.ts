import { expect, test } from 'vitest'
import { ForbiddenAddress } from '../guard/guarded-connect.js'
import { networkFailure } from './network-failure.js'

const coded = (code: string, cause?: Error) => Object.assign(new Error(code, { cause }), { code })
const cases: [error: unknown, failure: string][] = [
  [coded('UND_ERR_CONNECT_TIMEOUT'), 'timeout'],
  [coded('UND_ERR_HEADERS_TIMEOUT'), 'timeout'],
  [coded('UND_ERR_BODY_TIMEOUT'), 'timeout'],
  [coded('ETIMEDOUT'), 'timeout'],
  [new DOMException('aborted', 'AbortError'), 'timeout'],
  [new DOMException('timed out', 'TimeoutError'), 'timeout'],
  [coded('ECONNREFUSED'), 'refused'],
  [coded('EHOSTUNREACH'), 'refused'],
  [coded('ECONNRESET'), 'reset'],
  [coded('UND_ERR_SOCKET'), 'reset'],
  [coded('EPIPE'), 'reset'],
  [coded('ENOTFOUND'), 'dns'],
  [coded('EAI_AGAIN'), 'dns'],
  [coded('CERT_HAS_EXPIRED'), 'tls'],
  [coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls'],
  [coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls'],
  [new ForbiddenAddress('no'), 'forbidden_address'],
  [new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]), 'refused'],
  [new TypeError('fetch failed', { cause: coded('ECONNRESET') }), 'reset'],
  [coded('HPE_INVALID_CONSTANT'), 'other'],
  ['text', 'other'],
  [undefined, 'other'],
]
for (const [error, failure] of cases)
  test(`networkFailure: ${error} is ${failure}`, () => expect(networkFailure(error)).toBe(failure))
