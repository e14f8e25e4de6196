import type { IssueChange, IssueState, KnownIssue, Severity } from '@countersign/core'
import { type Diagnosis, RULE_ROWS, type RuleRow, type Standing, standingOf } from '@countersign/core/report'
import type { Issue } from '../configuration/issue.js'
import { sightingIdOf } from '../journal/port.js'
import type { FactsReader } from './facts-reader.js'

/** How many issues that are not diagnosed now are listed: the latest seen. */
const PREVIOUS_MAX = 200

/** The issue that a diagnosis is. */
export interface IssueStanding {
  /** null: the next evaluation, within a minute of a running server, gives it one */
  id: number | null
  state: IssueState
  first_ms: number
  marked_at_ms: number | null
  marked_by: string | null
  /** how often it came back after it was resolved */
  returned: number
  /** what happened to it, the oldest first */
  history: readonly IssueChange[]
}
/** A sighting that shows a diagnosis, by which `events --json` and `export` name it. */
export interface SampleShown {
  sighting_id: string
  seq: number
  received_at_ms: number
}
export interface DiagnosisShown extends Omit<Diagnosis, 'samples'> {
  /** up to 20, the latest last; those that are past their retention are left out */
  samples: readonly SampleShown[]
  /** from when on its rule raises it */
  threshold: RuleRow
  issue: IssueStanding
}
/** An issue that is not diagnosed now: it was, and what was last seen of it. */
export type PreviousIssue = Omit<
  KnownIssue,
  'state' | 'marked_at_ms' | 'marked_by' | 'returned' | 'history'
> & {
  issue: IssueStanding
}
export interface Diagnostics {
  dataset_id: string
  as_of_ms: number
  /** how many journal rows are not in it yet */
  behind_rows: number
  /** how many diagnoses are active, by severity */
  active: Record<Severity, number>
  /** what is found now, the most severe first; ignored ones among them */
  diagnoses: readonly DiagnosisShown[]
  /** what was found before, the latest seen first */
  previous: readonly PreviousIssue[]
}

/** What diagnoses are shown from. */
interface Shown {
  dataset_id: string
  now_ms: number
  behind_rows: number
  diagnoses: readonly Diagnosis[]
  issues: readonly Issue[]
  facts: FactsReader
  store_id: string
}

/** Puts diagnoses beside what is remembered of them, and their samples under the names that others know them by. */
export function showDiagnostics(from: Shown): Diagnostics {
  const { dataset_id, now_ms, behind_rows } = from
  const { diagnosed, others } = standingOf(from.diagnoses, from.issues, now_ms)
  const active = { error: 0, warning: 0, info: 0 }
  for (const { diagnosis, issue } of diagnosed) if (issue?.state === 'active') active[diagnosis.severity] += 1
  const diagnoses = from.facts.together(() =>
    diagnosed.map((one) => ({
      ...one.diagnosis,
      samples: samplesOf(one.diagnosis, from),
      threshold: RULE_ROWS[one.diagnosis.code],
      issue: issueOf(one),
    })),
  )
  const previous = others.slice(0, PREVIOUS_MAX).map((issue): PreviousIssue => {
    const { code, event_name, channel, detail, summary, first_ms, last_ms } = issue
    return { code, event_name, channel, detail, summary, first_ms, last_ms, issue: standing(issue) }
  })
  return { dataset_id, as_of_ms: now_ms, behind_rows, active, diagnoses, previous }
}

function samplesOf({ samples }: Diagnosis, { facts, store_id, dataset_id }: Shown): SampleShown[] {
  return samples.flatMap((seq) => {
    const row = facts.sighting(seq)
    if (row?.dataset_id !== dataset_id) return []
    const sighting_id = row.sighting_id ?? sightingIdOf(seq, store_id)
    return [{ sighting_id, seq, received_at_ms: row.received_at_ms }]
  })
}

/** What was over before anybody looked has no issue, and is as one that has resolved itself. */
const issueOf = ({ diagnosis, issue }: Standing<Diagnosis, Issue>): IssueStanding =>
  issue === null
    ? {
        id: null,
        state: 'resolved',
        first_ms: diagnosis.first_ms,
        marked_at_ms: null,
        marked_by: null,
        returned: 0,
        history: [],
      }
    : standing(issue)

const standing = (issue: Issue | KnownIssue): IssueStanding => ({
  id: 'id' in issue ? issue.id : null,
  state: issue.state,
  first_ms: issue.first_ms,
  marked_at_ms: issue.marked_at_ms,
  marked_by: issue.marked_by,
  returned: issue.returned,
  history: issue.history,
})
