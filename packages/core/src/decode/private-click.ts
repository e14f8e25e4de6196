import type { Problem } from '../problem/problem.js'
import { accept, type Result, refuse } from '../result.js'

/** A report of Private Click Measurement: which of few campaigns led to which of few events. */
export interface PrivateClick {
  /** 0 to 255 */
  source_id: number
  /** 0 to 15 */
  trigger_data: number
  /** host names, in lower case */
  source_site: string
  attributed_on_site: string
}

const HOST_CHARS_MAX = 253
const VERSION_MAX = 1_000

/**
 * Reads a report as WebKit sends it. Fields that are not known, such as the tokens of later versions, are left behind.
 * @returns Problems: parameter_invalid, for each field that is not as it must be
 * @source reference 10.4
 */
export function decodePrivateClick(sent: unknown): Result<PrivateClick> {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    return refuse([{ code: 'body_not_an_object', at: '', seen: 'The body must be a JSON object.' }])
  const report = sent as { [field: string]: unknown }
  const problems: Problem[] = []
  const wrong = (at: string, seen: string) => problems.push({ code: 'parameter_invalid', at, seen })
  const number = (at: string, max: number): number => {
    const value = report[at]
    if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max) return value as number
    wrong(at, `must be a whole number from 0 to ${max}`)
    return 0
  }
  const site = (at: string): string => {
    const host = readSite(report[at])
    if (host === null) wrong(at, 'must be a site, such as shop.example')
    return host ?? ''
  }
  if (report.source_engagement_type !== 'click') wrong('source_engagement_type', 'must be "click"')
  const click: PrivateClick = {
    source_site: site('source_site'),
    source_id: number('source_id', 255),
    attributed_on_site: site('attributed_on_site'),
    trigger_data: number('trigger_data', 15),
  }
  number('version', VERSION_MAX)
  return problems.length > 0 ? refuse(problems) : accept(click)
}

/** A host, with or without https:// before it. */
function readSite(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > HOST_CHARS_MAX + 'https://'.length) return null
  return SITE.exec(value.toLowerCase())?.[1] ?? null
}
const SITE = /^(?:https:\/\/)?((?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{1,63})\/?$/
