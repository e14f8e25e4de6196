import type { DiagnosisCode } from '../../diagnosis-codes.js'
import { COMPLETE_ROWS } from './complete.js'
import { COUNTED_ONCE_ROWS } from './counted-once.js'
import { EVENT_ROWS } from './event.js'
import { MATCHED_ROWS } from './matched.js'
import type { CatalogueRow } from './row.js'
import { VALUE_AND_DOMAIN_ROWS } from './value-and-domains.js'

/**
 * What is said of each diagnosis. docs/diagnostics.md is generated from it; a test fails when the two differ.
 * @source reference 9.3: invalid_currency and missing_event_name are errors there
 */
export const CATALOGUE: Record<DiagnosisCode, CatalogueRow> = {
  ...EVENT_ROWS,
  ...COUNTED_ONCE_ROWS,
  ...COMPLETE_ROWS,
  ...MATCHED_ROWS,
  ...VALUE_AND_DOMAIN_ROWS,
}
