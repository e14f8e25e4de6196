import type { ClearKey, HashedKey } from '../../event.js'

export type MatchKey = HashedKey | ClearKey
/** How much a match key matters, as Events Manager is remembered to label it. @source reference 8, unsure */
export type MatchKeyLabel = 'High' | 'Medium' | 'Low'

export interface WeighedKey {
  /** more than one: they count together only, see `matchQuality` */
  keys: readonly MatchKey[]
  /** the share of people who would be recognised by it alone, 0 to 1: our guess, not Meta's number */
  weight: number
  label: MatchKeyLabel
}

/**
 * What the score is made of. Our own design: Meta's weights are not public. `ge` is not weighed, since it tells one half
 * of all people from the other; keys of older pixels, apps and messages are not either.
 * @source reference 8, suggested formula
 */
export const KEY_WEIGHTS: readonly WeighedKey[] = [
  { keys: ['em'], weight: 0.55, label: 'High' },
  { keys: ['fbc'], weight: 0.45, label: 'High' },
  { keys: ['ph'], weight: 0.4, label: 'Medium' },
  { keys: ['fb_login_id'], weight: 0.35, label: 'Medium' },
  { keys: ['external_id'], weight: 0.3, label: 'Medium' },
  { keys: ['client_ip_address', 'client_user_agent'], weight: 0.3, label: 'Low' },
  { keys: ['fbp'], weight: 0.25, label: 'Medium' },
  { keys: ['db'], weight: 0.15, label: 'Medium' },
  { keys: ['fn', 'ln'], weight: 0.15, label: 'Low' },
  { keys: ['zp'], weight: 0.08, label: 'Low' },
  { keys: ['ct'], weight: 0.03, label: 'Low' },
  { keys: ['st'], weight: 0.03, label: 'Low' },
  { keys: ['country'], weight: 0.03, label: 'Low' },
]

export type Rating = 'Poor' | 'OK' | 'Good' | 'Great'

/** From which composite score on a word holds, the highest first. The cut-offs commonly quoted. @source reference 8, unsure */
export const RATINGS: readonly { from: number; rating: Rating }[] = [
  { from: 8, rating: 'Great' },
  { from: 6, rating: 'Good' },
  { from: 4, rating: 'OK' },
  { from: 0, rating: 'Poor' },
]

/** The share of browser events that a server event should match. @source reference 7.5 */
export const COVERAGE_GOAL = 0.75
