/** Who goes first when delivery is behind: 0 before 1 before 2. */
export type Lane = 0 | 1 | 2

/** Conversions: ads learn from them, and a late one is worth less. */
const CONVERSIONS = [
  'Purchase',
  'Lead',
  'CompleteRegistration',
  'Contact',
  'Donate',
  'Schedule',
  'StartTrial',
  'SubmitApplication',
  'Subscribe',
  'AppendValue',
  'AppendAttribution',
  // Business messaging's. @source reference 15.3
  'LeadSubmitted',
  'QualifiedLead',
  'OrderCreated',
  // Apps' names for the same. @source reference 4.2
  'fb_mobile_purchase',
  'fb_mobile_complete_registration',
] as const

/** What every visit makes many of. */
const BROWSING = [
  'PageView',
  'ViewContent',
  'Search',
  'FindLocation',
  'CustomizeProduct',
  'SubscribedButtonClick',
  'Microdata',
  'fb_mobile_content_view',
  'fb_mobile_search',
] as const

const LANES: ReadonlyMap<string, Lane> = new Map<string, Lane>([
  ...CONVERSIONS.map((name): [string, Lane] => [name, 0]),
  ...BROWSING.map((name): [string, Lane] => [name, 2]),
])

/** An event's lane by its name; a name of the site's own is in the middle. @source reference 4.1 */
export const laneOf = (event_name: string): Lane => LANES.get(event_name) ?? 1
