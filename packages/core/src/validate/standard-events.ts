/** The names that Meta's pixel knows; any other is a custom event. Case sensitive. @source reference 4.1 */
export const STANDARD_EVENTS: ReadonlySet<string> = new Set([
  'AddPaymentInfo',
  'AddToCart',
  'AddToWishlist',
  'CompleteRegistration',
  'Contact',
  'CustomizeProduct',
  'Donate',
  'FindLocation',
  'InitiateCheckout',
  'Lead',
  'PageView',
  'Purchase',
  'Schedule',
  'Search',
  'StartTrial',
  'SubmitApplication',
  'Subscribe',
  'ViewContent',
])

const LETTERS = new Set([...STANDARD_EVENTS].map((name) => name.toLowerCase()))
const LETTERS_MAX = 40

/** Whether a custom name was surely meant as a standard one: `purchase`, `Add To Cart`, `view_content`. */
export function isNearlyStandard(event_name: string): boolean {
  if (STANDARD_EVENTS.has(event_name) || event_name.length > LETTERS_MAX) return false
  return LETTERS.has(event_name.toLowerCase().replace(/[^a-z]/g, ''))
}
