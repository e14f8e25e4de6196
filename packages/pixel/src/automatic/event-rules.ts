import type { EventRule } from '../serve/settings.js'
import { folded } from './button.js'

/**
 * Says whether a rule makes an event of what happened.
 * @param text  the pressed button's text; undefined where no button was pressed
 * @param url   the page's address
 */
export function ruleApplies(rule: EventRule, url: string, text?: string): boolean {
  if ((rule.on === 'click') !== (text !== undefined)) return false
  const holds = (wanted: string | undefined, given: string) =>
    wanted === undefined || (rule.match === 'contains' ? given.includes(wanted) : given === wanted)
  const lower = (said: string | undefined) => (said === undefined ? undefined : folded(said).toLowerCase())
  return holds(lower(rule.text), lower(text) ?? '') && holds(rule.url, url)
}
