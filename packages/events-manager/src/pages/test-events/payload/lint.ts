import {
  DEFAULT_LIMITS,
  decodeConversions,
  kindOf,
  noFindings,
  type Problem,
  validateEvents,
  warningKindOf,
} from '@countersign/core'

/** One thing that the server would say of a request. */
export interface Finding {
  severity: 'error' | 'warning' | 'info'
  /** path in the request, e.g. `data[0].event_time`; '' for the whole */
  at: string
  title: string
  fix: string
  /** what was seen there, without personal data; null where that says nothing */
  seen: string | null
}

/** What is known of a request before it is sent. */
export type Lint =
  /** where its text stops being JSON; null where the browser does not say */
  | { kind: 'not_json'; line: number | null; column: number | null }
  | { kind: 'read'; findings: Finding[]; events: number; test_event_code: string | null }

/** Says of a request what the server would, by the same rules. @param text  its body, as it is being written */
export function lintRequest(text: string, now_ms: number): Lint {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    return { kind: 'not_json', ...placeIn(text, error instanceof Error ? error.message : '') }
  }
  const decoded = decodeConversions(body)
  if (!decoded.ok)
    return { kind: 'read', findings: decoded.problems.map(findingOf), events: 0, test_event_code: null }
  const { data, test_event_code = null } = decoded.value
  const found = noFindings()
  validateEvents(data, 0, data.length, now_ms, DEFAULT_LIMITS, found)
  const warnings = found.warnings.flatMap((codes, index) =>
    codes.map((code): Finding => {
      const kind = warningKindOf(code)
      const at = data.length === 1 ? '' : `data[${index}]`
      return { severity: 'warning', at, title: kind?.title ?? code, fix: kind?.fix ?? '', seen: null }
    }),
  )
  const findings = [...found.problems.map(findingOf), ...(found.problems.length > 0 ? [] : warnings)]
  return { kind: 'read', findings, events: data.length, test_event_code }
}

function findingOf({ code, at, seen }: Problem): Finding {
  const { title, fix } = kindOf(code)
  return { severity: 'error', at, title, fix, seen: seen ?? null }
}

/** Browsers say where by a line and a column, by a position, or not at all. */
function placeIn(text: string, message: string): { line: number | null; column: number | null } {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? []
  if (line !== undefined && column !== undefined) return { line: Number(line), column: Number(column) }
  const [, position] = /position (\d+)/.exec(message) ?? []
  const before = text.slice(0, position === undefined ? text.length : Number(position)).split('\n')
  if (position === undefined && !/end of/i.test(message)) return { line: null, column: null }
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
