import { objectOf } from './object-of.js'
import { mark, pixels } from './pixels.js'
import { said } from './track.js'
import { hashUserData } from './user-data.js'

/**
 * The command `set`.
 * @param dataset_id  left out: of all datasets, where that can be
 * @source reference 1.3
 */
export function set(key: unknown, value: unknown, dataset_id: unknown = ''): void {
  if (/^(agent|autoConfig|firstPartyCookies|trackSingleOnly)$/i.test(key as string))
    mark(dataset_id, key, value !== 'false' && value)
  else if (key === 'endpoint' && value) said.endpoint = String(value)
  else if (key === 'userData')
    // To datasets whose setting is to match automatically; others take user data with `init` only.
    for (const { settings, found } of pixels.values())
      if (settings.match?.[0]) Object.assign(found, hashUserData(objectOf(value)))
}
