import { EVENT_NAME_CHARS_MAX, isObject, readJsonList } from '@countersign/core'
import type { EventRule } from '@countersign/core/rules'

export type { EventRule }

const RULES_MAX = 50
/** The rules travel in the pixel's file, to every visitor. */
const RULES_CHARS_MAX = 20_000
/** As they are written, with the spaces of somebody who likes to see their rules in lines. */
const TEXT_CHARS_READ_MAX = 100_000
/** Longer texts are no button's. @source reference 1.6 */
const TEXT_CHARS_MAX = 100
const URL_CHARS_MAX = 2_048
const PARAMS_MAX = 20
const PARAM_CHARS_MAX = 500
const KEYS = ['event_name', 'on', 'text', 'url', 'match', 'params']
const PARAM_NAME = /^[a-z][a-z0-9_.-]{0,99}$/i

/**
 * Reads a JSON list of rules; an empty text is an empty list.
 * @returns the rules, or what is wrong with the first one that cannot be, as a demand ("give …")
 */
export function parseEventRules(text: string): { value: EventRule[] } | string {
  const rules = readJsonList(text, EXAMPLE, TEXT_CHARS_READ_MAX)
  if (typeof rules === 'string') return rules
  if (rules.length > RULES_MAX) return `at most ${RULES_MAX} rules; these are ${rules.length}`
  for (const [index, rule] of rules.entries()) {
    const wrong = wrongIn(rule)
    if (wrong !== null) return `${wrong} in rule ${index + 1}`
  }
  const chars = JSON.stringify(rules).length
  if (chars > RULES_CHARS_MAX) return `rules of at most ${RULES_CHARS_MAX} characters; these have ${chars}`
  return { value: rules as EventRule[] }
}
const EXAMPLE = 'a JSON list of rules, e.g. [{"event_name":"Lead","on":"click","text":"Send"}]'

/** What a rule would have to be; null where it is one. */
function wrongIn(rule: unknown): string | null {
  if (!isObject(rule)) return 'an object'
  const unknown = Object.keys(rule).find((key) => !KEYS.includes(key))
  if (unknown !== undefined) return `none but ${KEYS.join(', ')}`
  const { event_name, on, text, url, match, params } = rule
  if (!isText(event_name, EVENT_NAME_CHARS_MAX))
    return `an event_name of 1 to ${EVENT_NAME_CHARS_MAX} characters`
  if (on !== 'click' && on !== 'page') return 'on: "click" or "page"'
  if (text !== undefined && !isText(text, TEXT_CHARS_MAX))
    return `a text of 1 to ${TEXT_CHARS_MAX} characters`
  if (url !== undefined && !isText(url, URL_CHARS_MAX)) return `a url of 1 to ${URL_CHARS_MAX} characters`
  if (on === 'click' && text === undefined) return "the button's text"
  if (on === 'page' && url === undefined) return "the page's url"
  if (on === 'page' && text !== undefined) return 'no text, which only a click has,'
  if (match !== undefined && match !== 'equals' && match !== 'contains')
    return 'match: "equals" or "contains"'
  return params === undefined ? null : wrongInParams(params)
}

function wrongInParams(params: unknown): string | null {
  if (!isObject(params)) return 'params as an object'
  const pairs = Object.entries(params)
  if (pairs.length > PARAMS_MAX) return `at most ${PARAMS_MAX} params`
  if (!pairs.every(([name]) => PARAM_NAME.test(name)))
    return 'names of params that begin with a letter and have up to 100 letters, digits, _ . -'
  if (!pairs.every(([, value]) => isText(value, PARAM_CHARS_MAX) || Number.isFinite(value)))
    return `params that are numbers, or texts of 1 to ${PARAM_CHARS_MAX} characters,`
  return null
}

const isText = (value: unknown, chars_max: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= chars_max
