import type { ServedSettings } from '../serve/settings.js'
import { objectOf } from './object-of.js'
import { loadSecondFile } from './second-file.js'
import { settingsOf } from './settings.js'
import { hashUserData, type UserData } from './user-data.js'
import { warn } from './warn.js'

/** A dataset that the page reports to. */
export interface Pixel {
  id: string
  settings: Partial<ServedSettings>
  /** from `init` */
  user_data: UserData
  /** from forms, or by `set userData` */
  found: UserData
  /** how many events were sent from this page */
  events: number
  /** the names of events that were sent, of those that are sent once a page */
  sent_once: unknown[]
}

/** What `set` says of one dataset, or of all; by its key in lower case. */
export interface Marks {
  agent?: unknown
  autoconfig?: unknown
  firstpartycookies?: unknown
  tracksingleonly?: unknown
  /** of `optIn` and `optOut` */
  [feature: string]: unknown
}

export const pixels = new Map<string, Pixel>()

/** By dataset, since they may be said before its `init`; those of all datasets under an empty id. */
const marks: { [id: string]: Marks } = {}

/** The keys of `set` and Meta's names of features differ in case only. A dataset's id may be a number. */
export function mark(id: unknown, key: unknown, value: unknown): void {
  marks[id as string] = { ...marks[id as string], [String(key).toLowerCase()]: value }
}

/** What was said of a dataset, over what was said of all. */
export const marksOf = (id: string): Marks => ({ ...marks[''], ...marks[id] })

const isEmpty = (user_data: UserData) => !Object.keys(user_data)[0]

/**
 * Begins to report to a dataset. A second time it may bring the user data that the first one lacked.
 * @source reference 0, 1.2
 */
export function init(given_id: unknown, given?: unknown, options?: unknown): void {
  const id = String(given_id)
  // A number past what is exact has become another id.
  if (!/^[1-9]\d{0,25}$/.test(id) || (given_id !== id && +id >= 2 ** 53)) warn('INVALID_PIXEL_ID', id)
  else report(id, hashUserData(objectOf(given)), objectOf(options).agent)
}

function report(id: string, user_data: UserData, agent: unknown): void {
  if (agent) mark(id, 'agent', agent)
  const known = pixels.get(id)
  const settings = settingsOf(id)
  if (!known) pixels.set(id, { id, settings, user_data, found: {}, events: 0, sent_once: [] })
  else if (isEmpty(known.user_data) && !isEmpty(user_data)) known.user_data = user_data
  else warn('DUPLICATE_PIXEL_ID', id)
  const { match, auto, rules } = settings
  if (match?.[0] || auto?.[0] || rules) loadSecondFile()
}
