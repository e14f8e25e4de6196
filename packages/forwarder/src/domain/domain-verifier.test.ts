import type { Checked } from '@countersign/core'
import { expect, test } from 'vitest'
import { configurationWithShop, NOW } from '../configuration.fixture.js'
import { domainVerifier } from './domain-verifier.js'

const DAY = 24 * 3_600_000
const FOUND: Checked = { dns: { found: 'token' } }

function verifying() {
  const { configuration, dataset_id, clock } = configurationWithShop()
  const looked: string[] = []
  const answer: { now: Checked; hold: Promise<void> | null; broken: string } = {
    now: FOUND,
    hold: null,
    broken: '',
  }
  const logged: string[] = []
  const log = (level: string) => (about: object, text: string) =>
    void logged.push(`${level} ${text} ${JSON.stringify(about)}`)
  const verifier = domainVerifier({
    configuration,
    now_ms: () => clock.ms,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    async look(domain) {
      looked.push(domain)
      if (domain === answer.broken) throw new Error('broken')
      await answer.hold
      return answer.now
    },
  })
  const tick = (at_ms: number) => {
    clock.ms = at_ms
    return verifier.tick(at_ms)
  }
  const add = (domain: string) => {
    const added = configuration.domains.add(dataset_id, domain)
    if (typeof added === 'string') throw new Error(added)
    return added
  }
  return { configuration, dataset_id, verifier, looked, answer, logged, tick, add }
}

test('a domain is looked at when it is due, verified, and looked at again every day', async () => {
  const { configuration, dataset_id, tick, add, looked, logged } = verifying()
  add('shop.example')
  await tick(NOW)
  expect(looked).toEqual([])
  for (const at_ms of [NOW + DAY, NOW + DAY + 1, NOW + 2 * DAY - 1, NOW + 2 * DAY]) await tick(at_ms)
  expect(looked).toHaveLength(2)
  expect(configuration.domains.find(dataset_id, 'shop.example')).toMatchObject({
    verified_at_ms: NOW + DAY,
    last_ok_ms: NOW + 2 * DAY,
  })
  expect(logged).toEqual([expect.stringMatching(/^info A domain shows.*shop\.example/)])
})

test('a proof that is gone is logged once, and leaves the domain verified', async () => {
  const { configuration, dataset_id, tick, add, answer, logged } = verifying()
  add('shop.example')
  await tick(NOW + DAY)
  answer.now = { dns: { found: 'absent' } }
  for (let day = 2; day < 6; day += 1) await tick(NOW + day * DAY)
  expect(configuration.domains.find(dataset_id, 'shop.example')).toMatchObject({
    verified_at_ms: NOW + DAY,
    last_ok_ms: NOW + DAY,
    failure: 'DNS: no such TXT record',
    failures: 4,
  })
  expect(logged.slice(1)).toEqual([expect.stringMatching(/^warn .*stays so/)])
})

test('twenty in a tick, the rest in the next; two ticks at once are one', async () => {
  const { tick, add, looked, answer } = verifying()
  for (let domain = 0; domain < 30; domain += 1) add(`shop-${domain}.example`)
  let release = (): void => undefined
  answer.hold = new Promise((resolve) => {
    release = resolve
  })
  const [first, second] = [tick(NOW + DAY), tick(NOW + DAY)]
  expect(looked).toHaveLength(4)
  release()
  await Promise.all([first, second])
  expect(looked).toHaveLength(20)
  await tick(NOW + DAY)
  expect(new Set(looked).size).toBe(30)
})

test('once it is to end it looks at nothing new, and waits for what is under way', async () => {
  const { tick, add, looked, answer, verifier } = verifying()
  for (let domain = 0; domain < 6; domain += 1) add(`shop-${domain}.example`)
  let release = (): void => undefined
  answer.hold = new Promise((resolve) => {
    release = resolve
  })
  void tick(NOW + DAY)
  const ended = verifier.idle().then(() => 'ended')
  expect(await Promise.race([ended, Promise.resolve('under way')])).toBe('under way')
  release()
  await ended
  await tick(NOW + DAY)
  expect(looked).toHaveLength(4)
})

test('a domain that is removed while it is looked at stays away; a look that throws is logged', async () => {
  const { configuration, verifier, tick, add, answer, logged } = verifying()
  const domain = add('shop.example')
  answer.hold = Promise.resolve().then(() => void configuration.domains.remove(domain.id))
  expect(await verifier.verify(domain)).toBeUndefined()
  add('other.example')
  answer.hold = Promise.reject(new Error('broken'))
  await tick(NOW + DAY)
  expect(logged).toEqual([expect.stringMatching(/^error .*broken/)])
})

test('a domain that breaks the look keeps those behind it from nothing', async () => {
  const { configuration, dataset_id, tick, add, answer, logged } = verifying()
  for (let domain = 0; domain < 6; domain += 1) add(`shop-${domain}.example`)
  answer.broken = 'shop-0.example'
  await tick(NOW + DAY)
  const verified = configuration.domains.list(dataset_id).map(({ verified_at_ms }) => verified_at_ms !== null)
  expect(verified).toEqual([false, true, true, true, true, true])
  expect(logged[0]).toMatch(/^error A domain could not.*shop-0\.example.*broken/)
})
