import { isRefused } from './filter.js'
import type { TestRow } from './test-row.js'

/** What a list of rows comes to. */
export interface TestSummary {
  received: number
  counted: number
  duplicate: number
  refused: number
  /** not judged yet */
  waiting: number
}

export function summaryOf(rows: readonly TestRow[]): TestSummary {
  const count = (is: (row: TestRow) => boolean) => rows.filter(is).length
  return {
    received: rows.length,
    counted: count(({ status }) => status === 'counted'),
    duplicate: count(({ status }) => status === 'duplicate' || status === 'repeated'),
    refused: count(isRefused),
    waiting: count(({ status }) => status === 'received'),
  }
}

/** A thing that is wrong with some of the rows. */
export interface Remark {
  code: string
  severity: 'error' | 'warning'
  title: string
  fix: string
  /** how many rows have it */
  rows: number
  /** the names of their events, each once */
  event_names: string[]
}

/** What is wrong, each once: what keeps events out first, then what most have. */
export function remarksOf(rows: readonly TestRow[]): Remark[] {
  const remarks = new Map<string, Remark>()
  for (const { problems, warnings, event_name } of rows) {
    const seen = new Set<string>()
    const all = [
      ...problems.map((each) => ({ ...each, severity: 'error' as const })),
      ...warnings.map((each) => ({ ...each, severity: 'warning' as const })),
    ]
    for (const { code, title, fix, severity } of all) {
      if (seen.has(code)) continue
      seen.add(code)
      const remark = remarks.get(code) ?? { code, severity, title, fix, rows: 0, event_names: [] }
      remark.rows += 1
      if (!remark.event_names.includes(event_name)) remark.event_names.push(event_name)
      remarks.set(code, remark)
    }
  }
  const weight = ({ severity }: Remark) => (severity === 'error' ? 0 : 1)
  return [...remarks.values()].sort((a, b) => weight(a) - weight(b) || b.rows - a.rows)
}
