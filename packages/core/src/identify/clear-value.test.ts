import { expect, test } from 'vitest'
import type { ClearKey, Json } from '../event.js'
import { readClearValue } from './clear-value.js'
import type { IdentifyWarning } from './warnings.js'

const HASH = 'ab'.repeat(32)
const cases: [key: ClearKey, value: Json, want: string | null, warning?: IdentifyWarning][] = [
  ['client_ip_address', '203.0.113.7.AQQAAQMA', '203.0.113.7'],
  ['client_ip_address', '192.168.0.1', null, 'client_ip_address_not_public'],
  ['client_ip_address', 'unknown', null, 'client_ip_address_invalid'],
  ['client_ip_address', HASH, null, 'client_ip_address_hashed'],
  ['client_ip_address', '', null],
  ['client_user_agent', 'Mozilla/5.0', 'Mozilla/5.0'],
  ['client_user_agent', 'x'.repeat(2_000), 'x'.repeat(1_000)],
  ['client_user_agent', 'Bot (+bot@search.example)', 'Bot (+_removed_)'.replace('+', '')],
  ['client_user_agent', HASH, null, 'client_user_agent_hashed'],
  ['fbp', 'fb.1.17.42.AQ', 'fb.1.17.42'],
  ['fbp', HASH.toUpperCase(), null, 'fbp_hashed'],
  ['fbc', 'fb.1.17', null, 'fbc_invalid'],
  ['lead_id', 1234567890123456, '1234567890123456'],
  ['subscription_id', ' s-1 ', 's-1'],
  ['subscription_id', 'jo@shop.example', null, 'match_key_unusable:subscription_id'],
  ['anon_id', { a: 1 }, null, 'match_key_unusable:anon_id'],
  ['anon_id', null, null],
  ['madid', 'x'.repeat(600), 'x'.repeat(500)],
]
for (const [key, value, want, warning] of cases)
  test(`readClearValue: ${key} ${JSON.stringify(value)?.slice(0, 40)}`, () => {
    const warnings: IdentifyWarning[] = []
    expect(readClearValue(key, value, warnings)).toBe(want)
    expect(warnings).toEqual(warning === undefined ? [] : [warning])
  })
