import type { Search } from '../../address.js'
import type { TestRow } from './test-row.js'

/** What of the rows is shown, as it stands in the address. */
export interface Filter {
  channel: 'all' | 'browser' | 'server'
  verdict: 'all' | 'counted' | 'duplicate' | 'refused' | 'remarked'
  /** in the event's name or its event_id */
  text: string
  /** only this test's; null: of all tests */
  code: string | null
}

export const CHANNELS = ['all', 'browser', 'server'] as const
export const VERDICTS = ['all', 'counted', 'duplicate', 'refused', 'remarked'] as const

/** Reads the filter. What an address holds that is none of these is no filter. */
export const filterOf = ({ channel, verdict, q, only }: Search, code: string): Filter => ({
  channel: CHANNELS.find((each) => each === channel) ?? 'all',
  verdict: VERDICTS.find((each) => each === verdict) ?? 'all',
  text: q ?? '',
  code: only === 'mine' ? code : null,
})

export const isFiltered = ({ channel, verdict, text, code }: Filter): boolean =>
  channel !== 'all' || verdict !== 'all' || text.trim() !== '' || code !== null

export function filtered<Row extends TestRow>(rows: readonly Row[], filter: Filter): readonly Row[] {
  const text = filter.text.trim().toLowerCase()
  return rows.filter(
    (row) =>
      (filter.channel === 'all' || row.channel === filter.channel) &&
      (filter.code === null || row.test_event_code === filter.code) &&
      (text === '' || `${row.event_name}\n${row.event_id ?? ''}`.toLowerCase().includes(text)) &&
      hasVerdict(row, filter.verdict),
  )
}

function hasVerdict(row: TestRow, verdict: Filter['verdict']): boolean {
  if (verdict === 'all') return true
  if (verdict === 'remarked') return row.problems.length + row.warnings.length > 0
  if (verdict === 'refused') return isRefused(row)
  return row.status === verdict
}

/** Neither counted nor recognised as a copy: kept out. */
export const isRefused = ({ status }: TestRow): boolean =>
  status === 'rejected' || status === 'blocked' || status === 'restricted'
