/**
 * The parameters of the standard events, as a page gives them.
 * @source reference 4.1 (which event documents what), 4.2 (types)
 */

/** Major units, 12.34. A numeric text is read too: sign, digits, `.`; no symbol, no thousands separator. */
export type Amount = number | `${number}`

/** What a custom property may be: JSON. Nested values travel as JSON text. */
export type EventProperty =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly EventProperty[]
  | { readonly [name: string]: EventProperty }

/** Whatever an event's own list does not name is a custom property, and is kept. */
export interface CustomProperties {
  readonly [name: string]: EventProperty
}

export type DeliveryCategory = 'in_store' | 'curbside' | 'home_delivery'

/** One line of a cart or an order. Its `id` is the catalogue's. */
export interface Content extends CustomProperties {
  readonly id: string | number
  readonly quantity?: number | undefined
  readonly item_price?: Amount | undefined
  readonly title?: string | undefined
  readonly description?: string | undefined
  readonly brand?: string | undefined
  readonly category?: string | undefined
  readonly delivery_category?: DeliveryCategory | undefined
}

/** What any event may say of what it is about. */
export interface AboutParameters extends CustomProperties {
  readonly content_name?: string | undefined
  readonly content_category?: string | undefined
}

export interface PriceParameters extends CustomProperties {
  /** A value needs its currency. */
  readonly value?: Amount | undefined
  /** ISO 4217, three letters */
  readonly currency?: string | undefined
}

export interface ContentParameters extends AboutParameters {
  readonly content_ids?: readonly (string | number)[] | undefined
  readonly contents?: readonly Content[] | undefined
  /** `product`, `product_group`, or another vertical's word */
  readonly content_type?: string | undefined
}

export interface AddPaymentInfoParameters extends ContentParameters, PriceParameters {}
export interface AddToCartParameters extends ContentParameters, PriceParameters {}
export interface AddToWishlistParameters extends ContentParameters, PriceParameters {}
export interface CompleteRegistrationParameters extends AboutParameters, PriceParameters {
  readonly status?: string | boolean | undefined
}
export interface ContactParameters extends AboutParameters {}
export interface CustomizeProductParameters extends AboutParameters {}
export interface DonateParameters extends AboutParameters {}
export interface FindLocationParameters extends AboutParameters {}
export interface InitiateCheckoutParameters extends ContentParameters, PriceParameters {
  readonly num_items?: number | undefined
}
export interface LeadParameters extends AboutParameters, PriceParameters {}
export interface PageViewParameters extends AboutParameters {}
/** The only event with required parameters. */
export interface PurchaseParameters extends ContentParameters {
  readonly value: Amount
  /** ISO 4217, three letters */
  readonly currency: string
  readonly num_items?: number | undefined
  readonly order_id?: string | undefined
  readonly net_revenue?: Amount | undefined
}
export interface ScheduleParameters extends AboutParameters {}
export interface SearchParameters extends ContentParameters, PriceParameters {
  readonly search_string?: string | undefined
}
export interface StartTrialParameters extends AboutParameters, PriceParameters {
  readonly predicted_ltv?: Amount | undefined
}
export interface SubmitApplicationParameters extends AboutParameters {}
export interface SubscribeParameters extends AboutParameters, PriceParameters {
  readonly predicted_ltv?: Amount | undefined
}
export interface ViewContentParameters extends ContentParameters, PriceParameters {}

/** The 18 standard events by their names, which are case-sensitive: `purchase` is a custom event. */
export interface StandardEvents {
  AddPaymentInfo: AddPaymentInfoParameters
  AddToCart: AddToCartParameters
  AddToWishlist: AddToWishlistParameters
  CompleteRegistration: CompleteRegistrationParameters
  Contact: ContactParameters
  CustomizeProduct: CustomizeProductParameters
  Donate: DonateParameters
  FindLocation: FindLocationParameters
  InitiateCheckout: InitiateCheckoutParameters
  Lead: LeadParameters
  PageView: PageViewParameters
  Purchase: PurchaseParameters
  Schedule: ScheduleParameters
  Search: SearchParameters
  StartTrial: StartTrialParameters
  SubmitApplication: SubmitApplicationParameters
  Subscribe: SubscribeParameters
  ViewContent: ViewContentParameters
}
export type StandardEvent = keyof StandardEvents

/** What else goes with an event: the id under which the server's copy of it counts as the same event. */
export interface EventData {
  readonly eventID?: string | undefined
}

/** Parameters and event data after an event's name; an event with required parameters must be given them. */
export type EventArguments<E extends StandardEvent> =
  Record<string, never> extends StandardEvents[E]
    ? [params?: StandardEvents[E] | null | undefined, data?: EventData | undefined]
    : [params: StandardEvents[E], data?: EventData | undefined]
