import { readJsonList } from '../../decode/json-list.js'
import { isObject } from '../../decode/loose-value.js'
import { EVENT_NAME_CHARS_MAX } from '../../validate/limits.js'

/** How texts and numbers are compared, in the words of Meta's rules; `i_`: without regard to case. */
export const TEXT_OPERATORS = [
  'eq',
  'neq',
  'contains',
  'not_contains',
  'i_contains',
  'i_not_contains',
  'starts_with',
  'i_starts_with',
] as const
export const NUMBER_OPERATORS = ['gt', 'gte', 'lt', 'lte'] as const
export type TextOperator = (typeof TEXT_OPERATORS)[number]
export type NumberOperator = (typeof NUMBER_OPERATORS)[number]

/** A list: any of them will do; under a `not`, none of them may hold. */
export interface UrlCondition {
  operator: TextOperator
  value: string | string[]
}
export type ParamCondition =
  | { name: string; operator: TextOperator; value: string | number | (string | number)[] }
  | { name: string; operator: NumberOperator; value: number }

/** All of it must hold. */
export interface ConversionRule {
  event_name: string
  /** of event_source_url, as it was sent */
  url?: UrlCondition
  /** of custom_data */
  params?: ParamCondition[]
}

/** What an owner counts besides events: those of one name that meet a rule. */
export interface CustomConversion {
  id: string
  name: string
  rule: ConversionRule
}

export const CONVERSIONS_MAX = 100
const CONVERSIONS_CHARS_MAX = 50_000
const NAME_CHARS_MAX = 100
const URL_CHARS_MAX = 2_048
const PARAM_CHARS_MAX = 500
const PARAMS_MAX = 10
const VALUES_MAX = 20
const ID = /^[a-z0-9][a-z0-9_-]{0,39}$/
const PARAM_NAME = /^[a-z][a-z0-9_.-]{0,99}$/i
const EXAMPLE =
  'a JSON list, e.g. [{"id":"thanks","name":"Thank-you page","rule":{"event_name":"PageView","url":{"operator":"contains","value":"/thanks"}}}]'

/**
 * Reads a JSON list of custom conversions; an empty text is an empty list.
 * @returns the conversions, or what is wrong with the first one that cannot be, as a demand ("give …")
 */
export function parseCustomConversions(text: string): { value: CustomConversion[] } | string {
  const conversions = readJsonList(text, EXAMPLE, CONVERSIONS_CHARS_MAX)
  if (typeof conversions === 'string') return conversions
  if (conversions.length > CONVERSIONS_MAX)
    return `at most ${CONVERSIONS_MAX} custom conversions; these are ${conversions.length}`
  const ids = new Set<unknown>()
  for (const [index, conversion] of conversions.entries()) {
    const wrong = wrongInConversion(conversion)
    if (wrong !== null) return `${wrong} in custom conversion ${index + 1}`
    const { id } = conversion as CustomConversion
    if (ids.has(id)) return `an id of its own in custom conversion ${index + 1}`
    ids.add(id)
  }
  return { value: conversions as CustomConversion[] }
}

/** What it would have to be; null where it is one. */
function wrongInConversion(conversion: unknown): string | null {
  if (!isObject(conversion)) return 'an object'
  const { id, name, rule } = conversion
  if (hasOthers(conversion, ['id', 'name', 'rule'])) return 'none but id, name, rule'
  if (typeof id !== 'string' || !ID.test(id)) return 'an id of 1 to 40 small letters, digits, _ and -'
  if (!isText(name, NAME_CHARS_MAX)) return `a name of 1 to ${NAME_CHARS_MAX} characters`
  if (!isObject(rule)) return 'a rule as an object'
  if (hasOthers(rule, ['event_name', 'url', 'params'])) return 'no rule but of event_name, url, params'
  if (!isText(rule.event_name, EVENT_NAME_CHARS_MAX))
    return `an event_name of 1 to ${EVENT_NAME_CHARS_MAX} characters`
  return wrongInUrl(rule.url) ?? wrongInParams(rule.params)
}

function wrongInUrl(url: unknown): string | null {
  if (url === undefined) return null
  if (!isObject(url) || hasOthers(url, ['operator', 'value'])) return 'a url of operator and value'
  if (!isOneOf(TEXT_OPERATORS, url.operator)) return `a url's operator of ${TEXT_OPERATORS.join(', ')}`
  if (!isOneOrMore(url.value, (value) => isText(value, URL_CHARS_MAX)))
    return `a url's value of 1 to ${URL_CHARS_MAX} characters, or up to ${VALUES_MAX} of them,`
  return null
}

function wrongInParams(params: unknown): string | null {
  if (params === undefined) return null
  if (!Array.isArray(params) || params.length > PARAMS_MAX) return `a list of at most ${PARAMS_MAX} params`
  for (const param of params) {
    if (!isObject(param) || hasOthers(param, ['name', 'operator', 'value']))
      return 'params of name, operator and value'
    const { name, operator, value } = param
    if (typeof name !== 'string' || !PARAM_NAME.test(name))
      return 'names of params that begin with a letter and have up to 100 letters, digits, _ . -'
    if (isOneOf(NUMBER_OPERATORS, operator)) {
      if (!Number.isFinite(value)) return `a number as the value of ${operator}`
    } else if (!isOneOf(TEXT_OPERATORS, operator))
      return `a param's operator of ${[...TEXT_OPERATORS, ...NUMBER_OPERATORS].join(', ')}`
    else if (!isOneOrMore(value, (one) => Number.isFinite(one) || isText(one, PARAM_CHARS_MAX)))
      return `a param's value that is a number or 1 to ${PARAM_CHARS_MAX} characters, or up to ${VALUES_MAX} of them,`
  }
  return null
}

const hasOthers = (object: object, names: readonly string[]): boolean =>
  Object.keys(object).some((key) => !names.includes(key))

const isOneOf = (words: readonly string[], word: unknown): boolean => words.includes(word as string)

const isOneOrMore = (value: unknown, is: (one: unknown) => boolean): boolean =>
  Array.isArray(value) ? value.length >= 1 && value.length <= VALUES_MAX && value.every(is) : is(value)

const isText = (value: unknown, chars_max: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= chars_max
