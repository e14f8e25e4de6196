import type { DiagnosisCode, Severity } from '../../diagnosis-codes.js'

/** What to do, by how the events are sent; only the ways for which there is something to say. */
export interface Fixes {
  pixel?: string
  conversions_api?: string
  gtm?: string
  shopify?: string
  woocommerce?: string
  stripe?: string
}

/** What is said of a diagnosis, whatever the numbers. */
export interface CatalogueRow {
  title: string
  severity: Severity
  /** why it matters */
  why: string
  fixes: Fixes
  /**
   * What follows from it. Where both are found for the same event and channel (or one of them is about all), the
   * consequence is left out: the cause is what needs mending.
   */
  explains?: readonly DiagnosisCode[]
}

export type CatalogueRows = Partial<Record<DiagnosisCode, CatalogueRow>>
