import type { Picked } from './seen.js'

/** A custom conversion as the setting `custom_conversions` has it. @source docs/key-events.md */
export interface CustomConversion {
  id: string
  name: string
  rule: ConversionRule
}
export interface ConversionRule {
  event_name: string
  url?: { operator: string; value: string | string[] }
  params?: { name: string; operator: string; value: string | number | (string | number)[] }[]
}

/** An event rule as the setting `pixel_event_rules` has it. @source docs/settings.md */
export interface EventRule {
  event_name: string
  on: 'click' | 'page'
  text?: string
  url?: string
  match?: 'equals' | 'contains'
  params?: { [name: string]: string | number }
}

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
const NUMBER_OPERATORS = ['gt', 'gte', 'lt', 'lte'] as const
export const OPERATORS = [...TEXT_OPERATORS, ...NUMBER_OPERATORS] as const

/** A condition while it is typed. */
export interface ConditionDraft {
  name: string
  operator: string
  values: string[]
}
export interface ConversionDraft {
  name: string
  event_name: string
  url: { operator: string; values: string[] }
  params: ConditionDraft[]
}

export const NEW_CONVERSION: ConversionDraft = {
  name: '',
  event_name: '',
  url: { operator: 'i_contains', values: [] },
  params: [],
}

export const draftOf = ({
  name,
  rule: { event_name, url, params = [] },
}: CustomConversion): ConversionDraft => ({
  name,
  event_name,
  url: url === undefined ? NEW_CONVERSION.url : { operator: url.operator, values: texts(url.value) },
  params: params.map((param) => ({ ...param, values: texts(param.value) })),
})

/** The rule that a draft means; conditions without a value are left out. */
export function ruleOf({ event_name, url, params }: ConversionDraft): ConversionRule {
  const given = params.filter(({ name, values }) => name.trim() !== '' && values.length > 0)
  return {
    event_name: event_name.trim(),
    ...(url.values.length > 0 && { url: { operator: url.operator, value: oneOrMore(url.values) } }),
    ...(given.length > 0 && {
      params: given.map(({ name, operator, values }) => ({
        name: name.trim(),
        operator,
        value: isNumeric(operator) ? numberOr(values[0] ?? '') : oneOrMore(values),
      })),
    }),
  }
}

const PICKED_AS = { contains: 'contains', starts_with: 'starts_with', equals: 'eq' } as const

/** What an address must be, once one that was seen was picked: one more that is compared alike, or that one alone. */
export function withUrlPicked(url: ConversionDraft['url'], { how, value }: Picked): ConversionDraft['url'] {
  const operator = PICKED_AS[how]
  const values = url.operator === operator ? url.values.filter((each) => each !== value) : []
  return { operator, values: [...values, value] }
}

/** The conversion that a draft means; a new one is called by its name, in letters that an id may have. */
export function conversionOf(
  list: readonly CustomConversion[],
  known: CustomConversion | undefined,
  draft: ConversionDraft,
): CustomConversion {
  const name = draft.name.trim()
  const taken = list.map(({ id }) => id)
  return { id: known?.id ?? newId(name, taken), name, rule: ruleOf(draft) }
}

/** @returns 1 to 40 small letters, digits and -, which none of the others is */
export function newId(name: string, taken: readonly string[]): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  const base = letters.replace(/^-+|-+$/g, '').slice(0, 34) || 'conversion'
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!taken.includes(id)) return id
  }
}

/** Numbers are compared by these, and one value is all that they take. */
export const isNumeric = (operator: string): boolean =>
  (NUMBER_OPERATORS as readonly string[]).includes(operator)

export interface EventRuleDraft {
  event_name: string
  on: 'click' | 'page'
  text: string
  url: string
  match: 'equals' | 'contains'
  params: { name: string; value: string }[]
}
export const NEW_EVENT_RULE: EventRuleDraft = {
  event_name: '',
  on: 'click',
  text: '',
  url: '',
  match: 'equals',
  params: [],
}

export const eventDraftOf = ({ text = '', url = '', match = 'equals', params = {}, ...rule }: EventRule) => ({
  ...rule,
  text,
  url,
  match,
  params: Object.entries(params).map(([name, value]) => ({ name, value: String(value) })),
})

export function eventRuleOf({ event_name, on, text, url, match, params }: EventRuleDraft): EventRule {
  const given = params.filter(({ name, value }) => name.trim() !== '' && value.trim() !== '')
  return {
    event_name: event_name.trim(),
    on,
    ...(on === 'click' && text.trim() !== '' && { text: text.trim() }),
    ...(url.trim() !== '' && { url: url.trim() }),
    ...(match !== 'equals' && { match }),
    ...(given.length > 0 && {
      params: Object.fromEntries(given.map(({ name, value }) => [name.trim(), numberOr(value)])),
    }),
  }
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String)
const oneOrMore = (values: string[]): string | string[] =>
  values.length === 1 && values[0] !== undefined ? values[0] : values

/** A number where the text is exactly one, so that 01234 stays the text that it is. */
function numberOr(text: string): string | number {
  const number = Number(text)
  return text.trim() !== '' && String(number) === text.trim() ? number : text.trim()
}
