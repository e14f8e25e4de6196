import type { AemReport } from './queries.js'

/** A published count, of one day. */
export interface ReportedRow {
  day: string
  domain: string
  source: 'restricted' | 'pcm'
  event_name: string
  bucket: string
  campaign: string
  count: number
}

export const reportedRows = ({ days }: AemReport): ReportedRow[] =>
  days.flatMap(({ day, domain, cells }) => cells.map((cell) => ({ day, domain, ...cell })))

/** What was published in all, and how many counts were too small; null: with noise, where that is not told. */
export function reportedTotals(report: AemReport): {
  conversions: number
  hidden: number | null
  days: number
} {
  const conversions = reportedRows(report).reduce((sum, { count }) => sum + count, 0)
  const told = report.days.flatMap(({ hidden_cells }) => (hidden_cells === null ? [] : [hidden_cells]))
  return {
    conversions,
    hidden: told.length === report.days.length ? told.reduce((sum, one) => sum + one, 0) : null,
    days: report.days.length,
  }
}

/** Where restricted events stand, in the order in which one goes through them. */
export const BOOKS = [
  'held',
  'waiting',
  'reported',
  'suppressed_small',
  'outranked',
  'duplicate',
  'no_slot',
  'no_person',
] as const

export const bookTotal = (books: AemReport['books']): number =>
  BOOKS.reduce((sum, book) => sum + (books[book] ?? 0), 0)

/** The noise of the latest day that has some; null: none has. */
export const noiseOf = ({ days }: AemReport) => days.find(({ noise }) => noise !== null)?.noise ?? null
