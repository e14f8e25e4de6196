import { ADDRESSES_AND_COOKIES } from './addresses-and-cookies.js'
import { COMPLETE } from './complete.js'
import { COUNTED_ONCE } from './counted-once.js'
import { DOMAINS_AND_PRIVACY } from './domains-and-privacy.js'
import type { Fault } from './fault.js'
import { MATCH_KEYS } from './match-keys.js'
import { OWN_BOOKS } from './own-books.js'
import { VALUES } from './values.js'
import { WHOLE_EVENTS } from './whole-events.js'

/** All that can be broken in the simulated shop: what events say, and how it is counted. */
export const FAULTS_OF_EVENTS: readonly Fault[] = [...WHOLE_EVENTS, ...VALUES, ...COUNTED_ONCE]
/** The rest: whether they arrive, from whom, and from where. */
export const FAULTS_OF_TRAFFIC: readonly Fault[] = [
  ...COMPLETE,
  ...MATCH_KEYS,
  ...ADDRESSES_AND_COOKIES,
  ...DOMAINS_AND_PRIVACY,
  ...OWN_BOOKS,
]
export const FAULTS: readonly Fault[] = [...FAULTS_OF_EVENTS, ...FAULTS_OF_TRAFFIC]
