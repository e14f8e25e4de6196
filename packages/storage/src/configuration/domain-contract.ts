import type { Checked } from '@countersign/core'
import { expect, test } from 'vitest'
import { NOW } from './diagnosed.fixture.js'
import type { Domain } from './domain.js'
import type { Configuration } from './port.js'

const MINUTE = 60_000
const FOUND: Checked = { dns: { found: 'token' } }
const ABSENT: Checked = { dns: { found: 'absent' } }

/** Each adapter's test runs it. `now_ms` of the one that `open` opens is 1763900000000. */
export function domainContract(name: string, open: () => Configuration): void {
  const shop = () => {
    const configuration = open()
    const { id: dataset_id } = configuration.createDataset({ name: 'Shop' })
    const { domains } = configuration
    const add = (domain = 'shop.example', to = dataset_id): Domain => {
      const added = domains.add(to, domain)
      if (typeof added === 'string') throw new Error(added)
      return added
    }
    return { configuration, domains, dataset_id, add }
  }

  test(`${name}: a domain is added with a token of its own, and once`, () => {
    const { domains, dataset_id, add } = shop()
    const domain = add('shop.example')
    expect(domain).toMatchObject({
      id: 1,
      dataset_id,
      domain: 'shop.example',
      token: expect.stringMatching(/^[\w-]{32}$/),
      created_at_ms: NOW,
      verified_at_ms: null,
      failure: null,
      next_check_ms: NOW + 15 * MINUTE,
    })
    expect(add('shop.example')).toEqual(domain)
    expect([domains.list(dataset_id), domains.find(dataset_id, 'shop.example')]).toEqual([[domain], domain])
  })

  test(`${name}: two datasets may each show that a domain is theirs`, () => {
    const { configuration, domains, dataset_id, add } = shop()
    const { id: other } = configuration.createDataset({ name: 'Other' })
    expect(add().token).not.toBe(add('shop.example', other).token)
    expect([domains.list(), domains.list(dataset_id)].map((all) => all.length)).toEqual([2, 1])
  })

  test(`${name}: what a check finds is kept; one that failed is looked at sooner`, () => {
    const { domains, dataset_id, add } = shop()
    const { id } = add()
    add('other.example')
    expect(domains.due(NOW + 15 * MINUTE - 1, 10)).toEqual([])
    expect(domains.due(NOW + 15 * MINUTE, 10)).toHaveLength(2)
    expect(domains.due(NOW + 15 * MINUTE, 1)).toMatchObject([{ id }])
    const verified = domains.checked(id, FOUND, NOW + 5)
    expect(verified).toMatchObject({ id, verified_at_ms: NOW + 5, method: 'dns', last_ok_ms: NOW + 5 })
    expect(domains.find(dataset_id, 'shop.example')).toEqual(verified)
    expect(domains.due(NOW + 15 * MINUTE, 10)).toMatchObject([{ domain: 'other.example' }])
    expect(domains.checked(id, ABSENT, NOW + 9)).toMatchObject({
      verified_at_ms: NOW + 5,
      last_ok_ms: NOW + 5,
      last_checked_ms: NOW + 9,
      failure: 'DNS: no such TXT record',
      next_check_ms: NOW + 9 + 15 * MINUTE,
    })
  })

  test(`${name}: a domain goes by itself and with its dataset`, () => {
    const { configuration, domains, dataset_id, add } = shop()
    const { id } = add()
    add('other.example')
    expect([domains.remove(id), domains.remove(id), domains.checked(id, FOUND, NOW)]).toEqual([
      true,
      false,
      undefined,
    ])
    configuration.deleteDataset(dataset_id)
    expect(domains.list()).toEqual([])
  })

  test(`${name}: what cannot be verified is refused, as are more than a hundred`, () => {
    const { domains, dataset_id, add } = shop()
    for (const text of ['Shop.example', 'shop', 'https://shop.example/'])
      expect(domains.add(dataset_id, text)).toMatch(/^domain: give/)
    expect(domains.add('100000000000001', 'shop.example')).toMatch(/^dataset_id: there is no/)
    for (let domain = 0; domain < 100; domain += 1) add(`shop-${domain}.example`)
    expect(domains.add(dataset_id, 'one-more.example')).toMatch(/at most 100/)
  })
}
