/** Why a request has no answer: the server's own refusal, or that nobody was reached. */
export class Failure extends Error {
  override name = 'Failure'
  constructor(
    /** of HTTP; 0: the server was not reached */
    readonly status: number,
    /** of docs/errors.md, `internal`, or `unreachable` */
    readonly code: string,
    message: string,
    /** the parameter or field that it is about */
    readonly at: string | null = null,
    /** what to do instead, in the server's words */
    readonly fix: string | null = null,
    readonly retry_after_s: number | null = null,
    /** all that is wrong with a body, each with its field; empty: `at` and `message` say it */
    readonly problems: readonly Problem[] = [],
  ) {
    super(message)
  }
}

/** One thing that is wrong with what was sent. */
export interface Problem {
  /** a dotted path into the body, e.g. `settings.time_zone`; null: the body as a whole */
  at: string | null
  message: string
}

/** Reads a refusal as the API words it; anything else, such as a proxy's page, becomes a Failure without words. */
export function failureOf(status: number, body: unknown, retry_after: string | null): Failure {
  const { error } = (body ?? {}) as { error?: { [key: string]: unknown } }
  const text = (key: string) => (typeof error?.[key] === 'string' ? (error[key] as string) : null)
  const seconds = retry_after === null ? Number.NaN : Number(retry_after)
  return new Failure(
    status,
    text('code') ?? 'internal',
    text('message') ?? `The server answered ${status}.`,
    text('at'),
    text('fix'),
    Number.isFinite(seconds) ? seconds : null,
    Array.isArray(error?.problems) ? error.problems.map(problemOf) : [],
  )
}

const problemOf = (problem: { at?: unknown; message?: unknown }): Problem => ({
  at: typeof problem.at === 'string' ? problem.at : null,
  message: String(problem.message ?? ''),
})
