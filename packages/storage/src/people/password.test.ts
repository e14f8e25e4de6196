import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashPassword, isOutdated, isPassword, passwordFault } from './password.js'
import { PasswordsBusy, PasswordTurns } from './password-turns.js'

const cases: [title: string, password: string, fault: RegExp | null][] = [
  ['12 characters', 'twelve chars', null],
  ['11', 'eleven char', /at least 12/],
  ['12 that are two code units each', '😀🎈🎉🎁🎂🍰🍕🍔🍟🌭🍿🧂', null],
  ['256', `${'abcd'.repeat(64)}`, null],
  ['257', `${'abcd'.repeat(64)}e`, /at most 256/],
  ['the email', ' ADA@shop.example', /email/],
  ['one letter again and again', 'aaaaaaaaaaaaaaaa', /different/],
]
for (const [title, password, fault] of cases)
  test(`passwordFault: ${title}`, () => {
    const found = passwordFault(password, 'ada@shop.example')
    if (fault === null) expect(found).toBeNull()
    else expect(found).toMatch(fault)
    expect(found ?? '').not.toContain(password)
  })

const CHEAP = { log2_n: 4, r: 8, p: 1 }
test('a hash is of its password alone, whatever it was made with', async () => {
  const stored = await hashPassword('correct horse battery', randomBytes, CHEAP)
  expect(stored).toMatch(/^scrypt\$4\$8\$1\$/)
  expect(stored).not.toContain('horse')
  expect(await isPassword('correct horse battery', stored)).toBe(true)
  expect(await isPassword('correct horse batterz', stored)).toBe(false)
  expect(isOutdated(stored)).toBe(true)
  expect(await hashPassword('correct horse battery', randomBytes, CHEAP)).not.toBe(stored)
})

test("today's parameters: N = 2^14, r = 8, p = 5, and they are not outdated", async () => {
  const stored = await hashPassword('correct horse battery', randomBytes)
  expect(stored).toMatch(/^scrypt\$14\$8\$5\$/)
  expect(isOutdated(stored)).toBe(false)
  expect(await isPassword('correct horse battery', stored)).toBe(true)
})

// An answer that needs no scrypt takes a hundredth of a millisecond.
test('nobody has no password, not even an empty one, and it takes as long to say so', async () => {
  const took = async (stored: string | null) => {
    const from = performance.now()
    expect(await isPassword('', stored)).toBe(false)
    return performance.now() - from
  }
  const known = await took(await hashPassword('correct horse battery', randomBytes))
  expect(await took(null)).toBeGreaterThan(known / 10)
})

test('passwords take turns, and too many are refused', async () => {
  const turns = new PasswordTurns(2)
  const order: string[] = []
  let free = () => {}
  const first = turns.take(async () => {
    order.push('first begins')
    await new Promise<void>((resolve) => {
      free = resolve
    })
    order.push('first ends')
  })
  const second = turns.take(async () => {
    order.push('second begins')
    throw new Error('fails')
  })
  const failed = expect(second).rejects.toThrow('fails')
  await expect(turns.take(async () => {})).rejects.toThrow(PasswordsBusy)
  free()
  await first
  await failed
  await turns.take(async () => {
    order.push('third')
  })
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'third'])
})
