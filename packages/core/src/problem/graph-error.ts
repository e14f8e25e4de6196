import { kindOf, type ProblemKind } from './catalogue.js'
import type { Problem } from './problem.js'

/** Meta's error envelope. @source reference 5.6 */
export interface GraphErrorBody {
  error: {
    message: string
    type: string
    code: number
    error_subcode?: number
    is_transient: boolean
    error_user_title: string
    error_user_msg: string
    error_data?: { blame_field_specs: string[][] }
    fbtrace_id: string
  }
}

/** How many places `error_user_msg` names; `blame_field_specs` names them all. @source settled.md */
const PLACES_MAX = 20

/**
 * Puts a request's problems into the one envelope that Graph's clients understand.
 * @param problems  at least one, in the order of settled.md: the first gives HTTP status, code and subcode
 * @returns the HTTP status and the body. Holds nothing of user_data, since a Problem does not.
 */
export function graphError(
  problems: readonly Problem[],
  trace_id: string,
): { http: number; body: GraphErrorBody } {
  const first = problems[0]
  if (first === undefined) throw new Error('graphError needs at least one problem')
  const kind = kindOf(first.code)
  const body: GraphErrorBody = {
    error: {
      message: messageOf(kind, first),
      type: kind.type ?? 'OAuthException',
      code: kind.code,
      ...(kind.subcode === undefined ? {} : { error_subcode: kind.subcode }),
      is_transient: kind.retry,
      error_user_title: kind.title,
      error_user_msg: userMessage(problems),
      ...blame(problems),
      fbtrace_id: trace_id,
    },
  }
  return { http: kind.http, body }
}

const messageOf = (kind: ProblemKind, problem: Problem): string =>
  kind.message === undefined
    ? `(#${kind.code}) Invalid parameter`
    : kind.message.replace('{seen}', () => problem.seen ?? '')

/** The places of each kind of problem together, then what to send instead: a line a kind. */
function userMessage(problems: readonly Problem[]): string {
  const places = new Map<string, string[]>()
  for (const problem of problems.slice(0, PLACES_MAX)) {
    const of_kind = places.get(problem.code)
    if (of_kind) of_kind.push(placeOf(problem))
    else places.set(problem.code, [placeOf(problem)])
  }
  const lines: string[] = []
  for (const [code, of_kind] of places) {
    const kind = kindOf(code as Problem['code'])
    lines.push(`${of_kind.join('; ')}. ${kind.fix}`)
  }
  const more = problems.length - PLACES_MAX
  if (more > 0) lines.push(`And ${more} more: see error_data.blame_field_specs.`)
  return lines.join('\n')
}

function placeOf(problem: Problem): string {
  const kind = kindOf(problem.code)
  const in_message = kind.message?.includes('{seen}') === true
  const seen = problem.seen === undefined || in_message ? `: ${kind.title}` : ` ${problem.seen}`
  return problem.at === '' ? seen.replace(/^:? /, '') : problem.at + seen
}

function blame(problems: readonly Problem[]): { error_data?: { blame_field_specs: string[][] } } {
  const specs = problems.filter(({ at }) => at !== '').map(({ at }) => segmentsOf(at))
  return specs.length === 0 ? {} : { error_data: { blame_field_specs: specs } }
}

/** `data[3].user_data.em` becomes data, 3, user_data, em. */
const segmentsOf = (path: string): string[] => path.split(/[.[\]]+/).filter((segment) => segment !== '')
