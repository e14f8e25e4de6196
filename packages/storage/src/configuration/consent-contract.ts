import { createHash } from 'node:crypto'
import { type Event, identify, type JsonObject } from '@countersign/core'
import { expect, test } from 'vitest'
import {
  type ConsentKeys,
  consentKeysOf,
  identifyPerson,
  type Person,
  type PersonInClear,
} from './consent.js'
import type { Configuration } from './port.js'

const digest = (of: string) => (text: string) => createHash(of).update(text).digest('hex')
const sha256 = digest('sha256')
const FBP = 'fb.1.1763900000000.1098115397'

/** An event of somebody as the edge identifies it. */
function personOf(user_data: JsonObject): Person {
  const event: Event = {
    event_name: 'Purchase',
    event_time: 1_763_900_000,
    event_id: 'A1',
    action_source: 'website',
    user_data,
    custom_data: {},
  }
  return identify(event, { channel: 'server', received_at_ms: 1_763_900_000_000, sha256 }).event
}

function keysOf(given: PersonInClear): ConsentKeys {
  const identified = identifyPerson(given)
  if (typeof identified === 'string') throw new Error(identified)
  return identified.keys
}

type Case = [title: string, given: PersonInClear, user_data: JsonObject, is: boolean]
const cases: Case[] = [
  ['an email', { email: ['Jo@Shop.Example '] }, { em: 'jo@shop.example' }, true],
  [
    'an email that came as a digest',
    { email: ['jo@shop.example'] },
    { em: [sha256('jo@shop.example')] },
    true,
  ],
  [
    'the second of two emails',
    { email: ['jo@shop.example'] },
    { em: ['x@y.example', 'jo@shop.example'] },
    true,
  ],
  [
    'an email that came as an MD5',
    { email: ['jo@shop.example'] },
    { em: digest('md5')('jo@shop.example') },
    true,
  ],
  ['an email given as a digest', { email: [sha256('jo@shop.example')] }, { em: 'jo@shop.example' }, true],
  ['another email', { email: ['jo@shop.example'] }, { em: 'joe@shop.example' }, false],
  ['a phone', { phone: ['+1 (650) 555-1212'] }, { ph: '16505551212' }, true],
  ['a phone by the classic rule', { phone: ['650.555.1212'] }, { ph: sha256('650.555.1212') }, true],
  ['a phone by ours', { phone: ['650.555.1212'] }, { ph: sha256('6505551212') }, true],
  ['another phone', { phone: ['+16505551212'] }, { ph: '+16505551213' }, false],
  ['an external_id', { external_id: ['4711'] }, { external_id: 4711 }, true],
  ['an external_id with a space in it', { external_id: ['AB 12'] }, { external_id: 'AB 12' }, true],
  ['an external_id by the classic rule', { external_id: ['AB 12'] }, { external_id: sha256('ab 12') }, true],
  ['an external_id by ours', { external_id: ['AB 12'] }, { external_id: sha256('ab12') }, true],
  [
    'an external_id that a site hashed as it is',
    { external_id: ['AB-12'] },
    { external_id: sha256('AB-12') },
    true,
  ],
  ['another external_id', { external_id: ['4711'] }, { external_id: '4712' }, false],
  ['an fbp', { fbp: [FBP] }, { fbp: FBP }, true],
  ['an fbp with a mark behind it', { fbp: [`${FBP}.BA`] }, { fbp: `${FBP}.AQ` }, true],
  ['another fbp', { fbp: [FBP] }, { fbp: `${FBP}1` }, false],
  ['one key of several', { email: ['x@y.example'], fbp: [FBP] }, { fbp: FBP, em: 'jo@shop.example' }, true],
  ['an id that is another key’s', { external_id: ['16505551212'] }, { ph: '16505551212' }, false],
  ['nobody', { email: ['jo@shop.example'] }, {}, false],
]

/** Each adapter's test runs it. `now_ms` of the one that `open` opens is 1763900000000. */
export function consentContract(name: string, open: () => Configuration): void {
  const shop = () => {
    const configuration = open()
    return { configuration, dataset_id: configuration.createDataset({ name: 'Shop' }).id }
  }

  for (const [title, given, user_data, is] of cases)
    test(`${name}: consent taken back for ${title}`, () => {
      const { configuration, dataset_id } = shop()
      const other = configuration.createDataset({ name: 'Other' }).id
      const [keys, person] = [keysOf(given), personOf(user_data)]
      expect(configuration.hasRevoked(dataset_id, person)).toBe(false)
      configuration.revokeConsent(dataset_id, keys)
      expect(configuration.hasRevoked(dataset_id, person)).toBe(is)
      expect(configuration.hasRevoked(other, person)).toBe(false)
      configuration.grantConsent(dataset_id, keys)
      expect(configuration.hasRevoked(dataset_id, person)).toBe(false)
    })

  for (const key of ['em', 'ph', 'external_id'] as const)
    test(`${name}: an event that knows a withdrawn ${key} as an alternate only is met, too`, () => {
      const { configuration, dataset_id } = shop()
      configuration.revokeConsent(dataset_id, { [key]: [sha256('classic')] })
      const others = { user_data: { [key]: [sha256('ours')] } }
      expect(configuration.hasRevoked(dataset_id, others)).toBe(false)
      expect(configuration.hasRevoked(dataset_id, { ...others, aud: { [key]: [sha256('classic')] } })).toBe(
        true,
      )
    })

  test(`${name}: an identified event can take back consent by itself, alternates included`, () => {
    const { configuration, dataset_id } = shop()
    configuration.revokeConsent(dataset_id, consentKeysOf(personOf({ external_id: 'AB 12', fbp: FBP })))
    for (const user_data of [{ external_id: sha256('ab12') }, { external_id: sha256('ab 12') }, { fbp: FBP }])
      expect(configuration.hasRevoked(dataset_id, personOf(user_data))).toBe(true)
  })

  test(`${name}: what is withdrawn is counted and listed, newest first; once is once`, () => {
    const { configuration, dataset_id } = shop()
    expect(configuration.withdrawals(dataset_id, 10)).toEqual({
      counts: { fbp: 0, external_id: 0, em: 0, ph: 0 },
      latest: [],
    })
    const keys = { em: [sha256('a'), sha256('b')], fbp: [FBP] }
    expect(configuration.revokeConsent(dataset_id, keys)).toBe(3)
    const first_ms = configuration.withdrawals(dataset_id, 1).latest[0]?.revoked_at_ms
    expect(configuration.revokeConsent(dataset_id, { em: [sha256('a')], ph: [sha256('c')] })).toBe(1)
    const { counts, latest } = configuration.withdrawals(dataset_id, 3)
    expect(counts).toEqual({ fbp: 1, external_id: 0, em: 2, ph: 1 })
    expect(latest.map(({ key, value }) => [key, value])).toEqual([
      ['ph', sha256('c')],
      ['em', sha256('b')],
      ['em', sha256('a')],
    ])
    expect(latest[2]?.revoked_at_ms).toBe(first_ms)
    expect(configuration.grantConsent(dataset_id, { em: [sha256('a'), sha256('x')] })).toBe(1)
    expect(configuration.withdrawals(dataset_id, 3).counts.em).toBe(1)
  })

  test(`${name}: nothing is kept for a dataset that is not there, or is deleted`, () => {
    const { configuration, dataset_id } = shop()
    expect(configuration.revokeConsent('100000000000001', { fbp: [FBP] })).toBe(0)
    configuration.revokeConsent(dataset_id, { fbp: [FBP] })
    expect(configuration.hasRevoked(dataset_id, { user_data: { fbp: FBP } })).toBe(true)
    configuration.deleteDataset(dataset_id)
    expect(configuration.hasRevoked(dataset_id, { user_data: { fbp: FBP } })).toBe(false)
    expect(configuration.withdrawals(dataset_id, 9).latest).toEqual([])
  })
}
