import type { Action, Beacon } from './action.js'
import { customDataOf } from './custom-data.js'
import { digest } from './person.js'
import type { Random } from './random.js'

/** The match keys that the site hands to the pixel of a visitor that it knows. */
const ADVANCED_MATCHING = ['em', 'ph', 'fn', 'ln', 'ct', 'st', 'zp', 'country'] as const

/** An action as Meta's library reports it from the page. @source reference 2.2, its order; cases/beacons.jsonl */
export function beaconOf(action: Action, random: Random): Beacon {
  const { visitor, event_name, url, referrer, event_id } = action
  const client_ms = action.at_ms + visitor.clock_off_ms
  const params: Beacon['params'] = {
    ev: event_name,
    dl: url,
    rl: referrer,
    if: 'false',
    ts: String(client_ms),
  }
  for (const [key, value] of Object.entries(customDataOf(action)))
    params[`cd[${key}]`] = typeof value === 'string' ? value : JSON.stringify(value)
  params.sw = String(random.pick([390, 412, 1366, 1536, 1920]))
  params.sh = String(random.pick([768, 844, 864, 915, 1080]))
  if (action.is_known) for (const key of ADVANCED_MATCHING) params[`ud[${key}]`] = digest(visitor.person[key])
  params['ud[external_id]'] = digest(visitor.external_id)
  Object.assign(params, {
    v: '2.9.324',
    r: 'stable',
    ec: event_name === 'PageView' ? '0' : '1',
    o: String(visitor.o),
    fbp: visitor.fbp,
  })
  if (visitor.fbc !== null) params.fbc = visitor.fbc
  Object.assign(params, { ler: 'empty', cdl: 'API_unavailable', it: String(client_ms - random.int(20, 400)) })
  Object.assign(params, { coo: 'false', eid: event_id, rqm: 'GET' })
  return {
    channel: 'browser',
    at_ms: action.at_ms + random.int(20, 180),
    action,
    params,
    ip: visitor.ip,
    user_agent: visitor.user_agent,
  }
}
