import { readNumber } from '../../decode/loose-value.js'
import type { IdentifiedEvent, Json } from '../../event.js'
import type {
  ConversionRule,
  CustomConversion,
  NumberOperator,
  ParamCondition,
  TextOperator,
} from './custom-conversion.js'

/** What a rule looks at. */
export type RuledEvent = Pick<IdentifiedEvent, 'event_name' | 'event_source_url' | 'custom_data'>

/**
 * Whether an event meets all of a rule. What the event does not have meets no condition, not even one with `not`. Of a
 * parameter that is a list each text and number is looked at; objects are not. Never throws.
 */
export function meetsRule(event: RuledEvent, { event_name, url, params }: ConversionRule): boolean {
  if (event.event_name !== event_name) return false
  if (url !== undefined) {
    const { event_source_url } = event
    if (event_source_url === undefined || !meetsText(url.operator, [event_source_url], url.value))
      return false
  }
  return (params ?? []).every((condition) => meetsParam(event, condition))
}

/** The ids of the custom conversions that a sighting meets: what its counts are kept under, once an event. */
export function conversionsMet(event: RuledEvent, conversions: readonly CustomConversion[]): string[] {
  const met: string[] = []
  for (const { id, rule } of conversions) if (meetsRule(event, rule)) met.push(id)
  return met
}

function meetsParam({ custom_data }: RuledEvent, { name, operator, value }: ParamCondition): boolean {
  const sent = Object.hasOwn(custom_data, name) ? custom_data[name] : undefined
  const held = (Array.isArray(sent) ? sent : [sent]).filter(isScalar)
  if (held.length === 0) return false
  return isNumberOperator(operator)
    ? held.some((one) => meetsNumber(operator, readNumber(one), Number(value)))
    : meetsText(operator, held, value)
}

type Scalar = string | number | boolean

function meetsText(
  operator: TextOperator,
  held: readonly Scalar[],
  value: Scalar | readonly Scalar[],
): boolean {
  const wanted: readonly Scalar[] = typeof value === 'object' ? value : [value]
  const holds = (test: (one: Scalar, want: Scalar) => boolean) =>
    held.some((one) => wanted.some((want) => test(one, want)))
  switch (operator) {
    case 'eq':
      return holds(isSame)
    case 'neq':
      return !holds(isSame)
    case 'contains':
      return holds((one, want) => String(one).includes(String(want)))
    case 'not_contains':
      return !holds((one, want) => String(one).includes(String(want)))
    case 'i_contains':
      return holds((one, want) => lower(one).includes(lower(want)))
    case 'i_not_contains':
      return !holds((one, want) => lower(one).includes(lower(want)))
    case 'starts_with':
      return holds((one, want) => String(one).startsWith(String(want)))
    case 'i_starts_with':
      return holds((one, want) => lower(one).startsWith(lower(want)))
  }
}

function meetsNumber(operator: NumberOperator, one: number | null, want: number): boolean {
  if (one === null) return false
  switch (operator) {
    case 'gt':
      return one > want
    case 'gte':
      return one >= want
    case 'lt':
      return one < want
    case 'lte':
      return one <= want
  }
}

/** A number is the same however it is written: 9.5 and "9.50". */
function isSame(one: Scalar, want: Scalar): boolean {
  if (String(one) === String(want)) return true
  const [number, wanted] = [readNumber(one), readNumber(want)]
  return number !== null && number === wanted
}

const lower = (value: Scalar): string => String(value).toLowerCase()
const isNumberOperator = (operator: TextOperator | NumberOperator): operator is NumberOperator =>
  operator === 'gt' || operator === 'gte' || operator === 'lt' || operator === 'lte'
const isScalar = (value: Json | undefined): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
