import { createHash } from 'node:crypto'
import { beacons, digest, serverReports } from '@countersign/demo/shop'
import { type Fault, VISITORS_FOR_ORDERS } from './fault.js'
import { seen, warned } from './traces.js'

const SENT_OF_ALL = new Set(['client_ip_address', 'client_user_agent'])

/** Events arrive, and nobody can be matched by what is known of the customer. */
export const MATCH_KEYS: readonly Fault[] = [
  {
    code: 'low_match',
    says: 'The server sends address and user agent of its visitors, and nothing else.',
    expects: { channel: 'server', mentions: /lack em\b/ },
    implies: ['missing_match_keys'],
    breaks: ['server match keys', 'server fbp', 'server fbc'],
    plant(traffic) {
      for (const { event } of serverReports(traffic)) {
        for (const key of Object.keys(event.user_data)) if (!SENT_OF_ALL.has(key)) delete event.user_data[key]
      }
    },
    shows: seen('server', undefined, ({ event }) => Object.keys(event.user_data).length <= 2),
  },
  {
    code: 'missing_match_keys',
    says: 'The order webhook sends the email address and leaves out name, phone and address.',
    expects: { channel: 'server', event_name: 'Purchase', mentions: /lack name and address/ },
    implies: [],
    breaks: ['server match keys'],
    visitors_per_day: VISITORS_FOR_ORDERS,
    plant(traffic) {
      for (const { event } of serverReports(traffic, 'Purchase'))
        for (const key of ['ph', 'fn', 'ln', 'ct', 'st', 'zp', 'country']) delete event.user_data[key]
    },
    shows: seen('server', 'Purchase', ({ event }) => event.user_data.zp === undefined),
  },
  {
    code: 'invalid_match_keys',
    says: 'The server reads the wrong cookie: fbp holds the id of another analytics tool.',
    expects: { channel: 'server', mentions: /\bfbp\b/ },
    implies: ['missing_match_keys', 'low_match'],
    breaks: ['server fbp'],
    plant(traffic) {
      for (const { event } of serverReports(traffic)) event.user_data.fbp = 'GA1.1.1184912113.1763900000'
    },
    shows: warned('server', 'fbp_invalid'),
  },
  {
    code: 'hash_invalid',
    says: 'The customer database gives email addresses hashed by MD5.',
    expects: { channel: 'server', mentions: /\bem\b/ },
    implies: ['low_match'],
    breaks: ['server match keys'],
    plant(traffic) {
      for (const { event, action } of serverReports(traffic))
        if (event.user_data.em !== undefined)
          event.user_data.em = [createHash('md5').update(action.visitor.person.em).digest('hex')]
    },
    shows: seen('server', undefined, ({ event }) => event.user_data.em?.[0]?.length === 32),
  },
  {
    code: 'hash_of_nothing',
    says: 'The server hashes form fields that are empty, and sends e3b0c442 as phone and email of strangers.',
    expects: { channel: 'server', mentions: /\b(em|ph)\b/ },
    implies: [],
    breaks: ['server match keys'],
    plant(traffic) {
      for (const { event } of serverReports(traffic)) {
        event.user_data.em ??= [digest('')]
        event.user_data.ph ??= [digest('')]
      }
    },
    shows: warned('server', 'hash_of_nothing:ph'),
  },
  {
    code: 'hash_of_nothing',
    says: 'The theme hands variables to the pixel that nobody has set: the first name is the hash of "undefined".',
    expects: { channel: 'browser', mentions: /\bfn\b/ },
    implies: [],
    breaks: ['browser match keys'],
    plant(traffic) {
      for (const { params } of beacons(traffic)) params['ud[fn]'] ??= digest('undefined')
    },
    shows: warned('browser', 'hash_of_nothing:fn'),
  },
  {
    code: 'not_hashed',
    says: 'The server hashes email and phone and sends name and city in clear.',
    expects: { channel: 'server', mentions: /\b(fn|ln|ct)\b/ },
    implies: [],
    breaks: ['server match keys'],
    plant(traffic) {
      for (const { event, action } of serverReports(traffic)) {
        if (event.user_data.em === undefined) continue
        const { fn, ln, ct } = action.visitor.person
        Object.assign(event.user_data, { fn: [fn], ln: [ln], ct: [ct] })
      }
    },
    shows: warned('server', 'plain_match_key:fn'),
  },
]
