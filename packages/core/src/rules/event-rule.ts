import { folded } from './button-text.js'

/** An event that the pixel sends by itself: at a click on a button, or on a page. */
export interface EventRule {
  event_name: string
  on: 'click' | 'page'
  /** the button's text, compared without regard to case and runs of white space */
  text?: string
  /** the page's address; beside `text` both must match */
  url?: string
  /** how `text` and `url` are compared; left out: equals */
  match?: 'equals' | 'contains'
  params?: { [name: string]: string | number }
}

/**
 * Says whether a rule makes an event of what happened. The pixel asks it in the page, a preview of what was reported.
 * @param text  the pressed button's text; undefined where no button was pressed
 * @param url   the page's address
 */
export function ruleApplies(rule: Omit<EventRule, 'event_name'>, url: string, text?: string): boolean {
  if ((rule.on === 'click') !== (text !== undefined)) return false
  const holds = (wanted: string | undefined, given: string) =>
    wanted === undefined || (rule.match === 'contains' ? given.includes(wanted) : given === wanted)
  const lower = (said: string | undefined) => (said === undefined ? undefined : folded(said).toLowerCase())
  return holds(lower(rule.text), lower(text) ?? '') && holds(rule.url, url)
}
