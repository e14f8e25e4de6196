/** What a dataset's owner does; `own`: their own list of events. */
export const BUSINESS_TYPES = ['shop', 'leads', 'own'] as const
export type BusinessType = (typeof BUSINESS_TYPES)[number]

/** The steps that a business lives by, in their order. */
export const FUNNELS: { readonly [K in Exclude<BusinessType, 'own'>]: readonly string[] } = {
  shop: ['ViewContent', 'AddToCart', 'InitiateCheckout', 'Purchase'],
  leads: ['ViewContent', 'Lead'],
}

/** required: without it the event is worth little; expected: catalogue ads and value need it; optional: documented. */
export type Need = 'required' | 'expected' | 'optional'

export interface ParameterNeed {
  /** more than one: either will do */
  names: readonly string[]
  need: Need
}

const ITEMS: ParameterNeed = { names: ['contents', 'content_ids'], need: 'expected' }
const needs = (need: Need, ...names: string[]): ParameterNeed[] =>
  names.map((name) => ({ names: [name], need }))

/**
 * The parameters of the standard events that have any. order_id on Purchase is our own wish: by it a refresh is
 * recognised and the shop's own orders are compared.
 * @source reference 4.1, 4.2
 */
export const PARAMETER_NEEDS: { readonly [event_name: string]: readonly ParameterNeed[] | undefined } = {
  AddPaymentInfo: [ITEMS, ...needs('optional', 'currency', 'value')],
  AddToCart: [ITEMS, ...needs('expected', 'currency', 'value'), ...needs('optional', 'content_type')],
  AddToWishlist: [ITEMS, ...needs('optional', 'currency', 'value')],
  CompleteRegistration: needs('optional', 'currency', 'value', 'status'),
  InitiateCheckout: [ITEMS, ...needs('expected', 'currency', 'value'), ...needs('optional', 'num_items')],
  Lead: needs('optional', 'currency', 'value'),
  Purchase: [
    ...needs('required', 'currency', 'value'),
    ITEMS,
    ...needs('expected', 'order_id'),
    ...needs('optional', 'content_type', 'num_items'),
  ],
  Search: [
    ITEMS,
    ...needs('expected', 'search_string'),
    ...needs('optional', 'content_type', 'currency', 'value'),
  ],
  StartTrial: needs('optional', 'currency', 'predicted_ltv', 'value'),
  Subscribe: needs('optional', 'currency', 'predicted_ltv', 'value'),
  ViewContent: [ITEMS, ...needs('optional', 'content_type', 'currency', 'value')],
}

/** Events that one person's one action causes once. A page may be viewed, and a cart filled, again. */
export const ONCE_PER_ACTION: ReadonlySet<string> = new Set([
  'CompleteRegistration',
  'Donate',
  'Lead',
  'Purchase',
  'Schedule',
  'StartTrial',
  'SubmitApplication',
  'Subscribe',
])

/** What good looks like. Shares are 0 to 1. */
export interface Targets {
  /** the composite score from which on an event is well matched */
  composite_score: number
  /** the share of browser events that the server reports as well */
  coverage: number
  /** the share of events that carry each required parameter, and each expected one */
  required: number
  expected: number
  /** at most this share may say again what was said; null: it may be repeated as often as it likes */
  repeated_max: number | null
}

/** @source reference 8: 6.0 is recommended, 8 is excellent for Purchase, 5 is usual where nobody has said who they are */
const SCORES: { readonly [event_name: string]: number | undefined } = {
  PageView: 5,
  Purchase: 8,
  Search: 5,
  ViewContent: 5,
}
const SCORE_OTHERWISE = 6
const REPEATED_MAX = 0.02

export const targetsOf = (event_name: string): Targets => ({
  composite_score: Object.hasOwn(SCORES, event_name)
    ? (SCORES[event_name] ?? SCORE_OTHERWISE)
    : SCORE_OTHERWISE,
  coverage: 0.75,
  required: 0.99,
  expected: 0.9,
  repeated_max: ONCE_PER_ACTION.has(event_name) ? REPEATED_MAX : null,
})

/** Fewer than these say too little to complain of, except of a required parameter. */
export const SAMPLE_MIN = 20
/** So many of a step before, and none of the next: it is not only slow business. */
export const STEP_SAMPLE_MIN = 100
/** Up to this many of a step for each of the one before it. */
export const STEP_RATE_MAX = 1.05
