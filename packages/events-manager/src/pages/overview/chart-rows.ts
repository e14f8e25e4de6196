import type { SeriesStep } from '../../client/shapes.js'
import { deduplicatedShare } from './answer-of.js'

/** A step of time as the chart draws it. */
export interface ChartRow {
  at_ms: number
  browser: number
  server: number
  counted: number
  duplicate: number
  /** not counted for another reason: refused, blocked, limited */
  refused: number
  /** 0 to 1; null: nothing was judged, which is a gap and no zero */
  share: number | null
  /** counted in the same step of the period before; null: it is not compared, or there was no such step */
  before: number | null
}

/** @param before  of the period before, as many steps as there are; the steps are laid side by side in order */
export function chartRows(steps: readonly SeriesStep[], before: readonly SeriesStep[] | null): ChartRow[] {
  return steps.map((step, at) => ({
    at_ms: step.at_ms,
    browser: step.received.browser,
    server: step.received.server,
    counted: step.counted,
    duplicate: step.duplicate,
    refused: step.rejected + step.blocked + step.restricted,
    share: deduplicatedShare(step),
    before: before?.[at]?.counted ?? null,
  }))
}

/** The step in which a moment lies, by its index; null: outside. */
export function stepOf(rows: readonly { at_ms: number }[], at_ms: number, until_ms: number): number | null {
  if (rows.length === 0 || at_ms < (rows[0]?.at_ms ?? 0) || at_ms >= until_ms) return null
  return rows.findLastIndex((row) => row.at_ms <= at_ms)
}
