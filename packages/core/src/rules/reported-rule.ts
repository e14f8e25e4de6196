import type { JsonObject } from '../event.js'
import { masked } from './button-text.js'
import { type EventRule, ruleApplies } from './event-rule.js'

/** By which event browsers report what a rule looks for: pages that were opened, buttons that were pressed. */
export const REPORTED_AS = { page: 'PageView', click: 'SubscribedButtonClick' } as const

/** What a report shows of what happened in the page. */
export interface Reported {
  event_source_url?: string
  custom_data: JsonObject
}

/** The button's text that a SubscribedButtonClick reports, masked; null where it has none. @source reference 1.6 */
export function reportedText({ custom_data: { buttonText } }: Reported): string | null {
  return typeof buttonText === 'string' && buttonText.trim() !== '' ? buttonText : null
}

/**
 * Whether a rule would have made an event of what a browser has reported, as far as the report shows it: texts of buttons
 * come masked, so the rule's text is compared masked as well, and "Buy 2" stands for "Buy 3".
 * @param reported  an event named as `REPORTED_AS` says for the rule
 */
export function meetsEventRule(reported: Reported, rule: EventRule): boolean {
  const { event_source_url: url = '' } = reported
  if (rule.on === 'page') return ruleApplies(rule, url)
  const text = reportedText(reported)
  if (text === null || rule.text === undefined) return false
  return ruleApplies({ ...rule, text: masked(rule.text) }, url, text)
}
