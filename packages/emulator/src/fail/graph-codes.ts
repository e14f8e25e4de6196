import type { Failure } from './failure.js'

interface GraphCode {
  http: number
  message: string
  is_transient: boolean
}

/** Graph's errors by their codes, as far as they are known. @source reference 5.6 */
const CODES: { [code: number]: GraphCode | undefined } = {
  1: { http: 500, message: 'An unknown error occurred', is_transient: true },
  2: { http: 503, message: 'Service temporarily unavailable', is_transient: true },
  3: {
    http: 400,
    message: '(#3) Application does not have the capability to make this API call.',
    is_transient: false,
  },
  4: { http: 400, message: '(#4) Application request limit reached', is_transient: true },
  10: {
    http: 403,
    message: '(#10) Application does not have permission for this action',
    is_transient: false,
  },
  17: { http: 400, message: '(#17) User request limit reached', is_transient: true },
  100: { http: 400, message: '(#100) Invalid parameter', is_transient: false },
  102: { http: 401, message: '(#102) Session key invalid or no longer valid', is_transient: false },
  104: { http: 400, message: 'An access token is required to request this resource.', is_transient: false },
  190: {
    http: 401,
    message: 'Invalid OAuth access token - Cannot parse access token',
    is_transient: false,
  },
  200: { http: 403, message: '(#200) Permissions error', is_transient: false },
  341: { http: 400, message: '(#341) Application limit reached', is_transient: true },
  368: {
    http: 400,
    message: '(#368) The action attempted has been deemed abusive or is otherwise disallowed',
    is_transient: false,
  },
  613: { http: 400, message: '(#613) Calls to this api have exceeded the rate limit.', is_transient: true },
  80004: {
    http: 400,
    message: '(#80004) There have been too many calls to this ad-account. Wait a bit and try again.',
    is_transient: true,
  },
}

/** The code that goes with a status where none is given. */
function codeOfStatus(status: number): number {
  if (status === 429) return 4
  if (status === 401) return 190
  if (status === 403) return 200
  return status >= 500 ? 2 : 100
}

/** The answer of a failure, in Graph's envelope. */
export function graphFailure(
  failure: Failure,
  trace_id: string,
): { status: number; body: { error: object } } {
  const code = failure.code ?? codeOfStatus(failure.status ?? 500)
  const known = CODES[code] ?? {
    http: 400,
    message: `(#${code}) The request failed`,
    is_transient: failure.status !== undefined && failure.status >= 500,
  }
  return {
    status: failure.status ?? known.http,
    body: {
      error: {
        message: failure.message ?? known.message,
        type: code === 100 && failure.subcode === 33 ? 'GraphMethodException' : 'OAuthException',
        code,
        ...(failure.subcode !== undefined && { error_subcode: failure.subcode }),
        is_transient: failure.is_transient ?? known.is_transient,
        fbtrace_id: trace_id,
      },
    },
  }
}

/** A token that its owner's password change, or somebody, has ended. @source reference 5.6 */
export const REVOKED: Failure = {
  code: 190,
  subcode: 460,
  message:
    'Error validating access token: The session has been invalidated because the user changed their password or ' +
    'the session was changed for security reasons.',
}

export const PAGE =
  '<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>' +
  '<body><h1>502 Bad Gateway</h1><p>An answer of the emulator, as asked for by POST /emulator/fail.</p></body></html>\n'

/** The headers in which Graph says how much of a limit is used. @source reference 16 */
export function usageHeaders(percent: number, dataset_id: string | null): [name: string, value: string][] {
  const used = { call_count: percent, total_time: percent, total_cputime: percent }
  const by_business = {
    [dataset_id ?? '0']: [
      { type: 'ads_management', ...used, estimated_time_to_regain_access: percent >= 100 ? 1 : 0 },
    ],
  }
  return [
    ['x-app-usage', JSON.stringify(used)],
    ['x-ad-account-usage', JSON.stringify({ acc_id_util_pct: percent })],
    ['x-business-use-case-usage', JSON.stringify(by_business)],
  ]
}
