import { MATCHED_ROWS } from '../diagnose/catalogue/matched.js'
import type { CatalogueRows } from '../diagnose/catalogue/row.js'
import type { DiagnosisCode } from '../diagnosis-codes.js'
import type { DiagnosisText } from './graph-shape.js'

/**
 * How Graph's answer tells of a diagnosis that lowers match quality: in the catalogue's words, mended in the server's way,
 * since the score is of its events. @returns undefined for one that has nothing to do with matching
 */
export function matchingText(code: DiagnosisCode): DiagnosisText | undefined {
  const rows: CatalogueRows = MATCHED_ROWS
  const row = rows[code]
  if (row === undefined) return undefined
  const { title: name, why: description, fixes } = row
  return { name, description, solution: fixes.conversions_api ?? Object.values(fixes)[0] ?? '' }
}
