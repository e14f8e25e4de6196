import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PROOF_METHODS, type ProofFound } from './proof.js'
import { afterCheck, type Checked, domainStatus, newVerification } from './verification.js'

const NOW = 1_763_900_000_000
const DAY = 24 * 3_600_000
const MINUTE = 60_000
const found: Checked = { dns: { found: 'absent' }, meta: { found: 'token' } }
const absent: Checked = {
  dns: { found: 'unreachable', why: 'the name servers do not answer' },
  meta: { found: 'absent' },
  file: { found: 'other_token' },
}

test('verified by the first that shows the token; looked at again after a day', () => {
  const after = afterCheck(newVerification(NOW), found, NOW + 5)
  expect(after).toEqual({
    verified_at_ms: NOW + 5,
    method: 'meta',
    last_checked_ms: NOW + 5,
    last_ok_ms: NOW + 5,
    failure: null,
    failures: 0,
    next_check_ms: NOW + 5 + DAY,
  })
  expect(domainStatus(after)).toBe('verified')
})

test('not shown: why, by method; sooner at first', () => {
  const fresh = newVerification(NOW)
  expect(domainStatus(fresh)).toBe('pending')
  const once = afterCheck(fresh, absent, NOW)
  expect(once).toMatchObject({
    verified_at_ms: null,
    failure:
      'DNS: the name servers do not answer; home page: no such meta tag in its head; file: the token there is another one',
    failures: 1,
    next_check_ms: NOW + 15 * MINUTE,
  })
  const often = Array.from({ length: 12 }).reduce<typeof once>(
    (known) => afterCheck(known, absent, NOW),
    once,
  )
  expect(often.next_check_ms).toBe(NOW + DAY)
})

test('a proof that is gone leaves the domain verified, with the failure and when it was last found', () => {
  const verified = afterCheck(newVerification(NOW), found, NOW)
  const gone = afterCheck(verified, absent, NOW + DAY)
  expect(gone).toMatchObject({
    verified_at_ms: NOW,
    method: 'meta',
    last_ok_ms: NOW,
    last_checked_ms: NOW + DAY,
  })
  expect(domainStatus(gone)).toBe('failing')
  expect(domainStatus(afterCheck(gone, found, NOW + 2 * DAY))).toBe('verified')
})

const someFound = fc.constantFrom<ProofFound>(
  { found: 'token' },
  { found: 'absent' },
  { found: 'other_token' },
  { found: 'unreachable', why: 'x'.repeat(500) },
)
const someChecked = fc.record({ dns: someFound, meta: someFound, file: someFound }, { requiredKeys: [] })
test('law: verified for good from the first token on; looked at again between 15 minutes and a day later', () =>
  fc.assert(
    fc.property(fc.array(someChecked, { minLength: 1, maxLength: 20 }), (checks) => {
      let known = newVerification(NOW)
      let was_found = false
      checks.forEach((checked, at) => {
        const now_ms = NOW + at * DAY
        known = afterCheck(known, checked, now_ms)
        const is_found = PROOF_METHODS.some((method) => checked[method]?.found === 'token')
        was_found ||= is_found
        expect(known.verified_at_ms !== null).toBe(was_found)
        expect(known.failure === null).toBe(is_found)
        expect((known.failure ?? '').length).toBeLessThanOrEqual(600)
        expect(known.next_check_ms - now_ms).toBeGreaterThanOrEqual(15 * MINUTE)
        expect(known.next_check_ms - now_ms).toBeLessThanOrEqual(DAY)
      })
    }),
  ))
