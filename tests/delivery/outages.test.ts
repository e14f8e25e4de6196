import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../process/server-process.js'
import { expectInOrder } from './account.js'
import type { Failing } from './emulator-process.js'
import { ending, gauge, giveToken, newScene, newShop, type Scene, statusOf, TOKEN, taken } from './scene.js'
import { sendSome } from './traffic.js'

let scene: Scene
const { after, end } = ending()
beforeAll(async () => {
  scene = await newScene({ after })
}, 40_000)
afterAll(end)

// They share a server: what one destination suffers is nothing to the others.
describe.concurrent('a destination that', () => {
  const passing: [title: string, failure: Failing, takes_twice: boolean][] = [
    ['answers HTML', { html: true }, false],
    ['takes events and then answers HTML', { html: true, taken: true }, true],
    ['resets connections', { reset: true }, false],
    ['takes events and then resets the connection', { reset: true, taken: true }, true],
    ['answers code 1', { code: 1 }, false],
    ['answers code 2', { code: 2 }, false],
    ['takes events and then answers code 2', { code: 2, taken: true }, true],
    ['answers code 4', { code: 4 }, false],
    ['answers code 17', { code: 17, subcode: 2446079 }, false],
  ]
  for (const [title, failure, takes_twice] of passing)
    test(`${title} for a while gets everything afterwards, each event once`, async () => {
      const shop = await newShop(scene)
      const id = await scene.emulator.fail({ ...failure, count: 2, dataset_id: shop.target })
      const events = await sendSome(scene, shop, 'o')
      await taken(scene, shop, events)
      const account = await expectInOrder(scene, shop, events)
      expect(account.status.counts.sent).toBe(events)
      expect(account.taken.length > events).toBe(takes_twice)
      expect(await scene.emulator.hits(id)).toBe(2)
    })

  test('hangs for ever costs nobody else anything, and gets everything once it answers', async () => {
    const [shop, other] = [await newShop(scene), await newShop(scene)]
    const id = await scene.emulator.fail({ hang: true, dataset_id: shop.target })
    const events = await sendSome(scene, shop, 'h')
    await eventually('a request hangs', async () => ((await scene.emulator.hits(id)) > 0 ? true : undefined))
    const others = await sendSome(scene, other, 'beside')
    await taken(scene, other, others)
    expect(await statusOf(scene, shop)).toMatchObject({ counts: { sending: events, sent: 0 } })
    const given_up = await eventually('it is given up', async () => {
      const { health, counts } = await statusOf(scene, shop)
      return health?.last_error ? { health, counts } : undefined
    })
    expect(given_up).toMatchObject({ counts: { sent: 0 }, health: { last_error: 'No answer in time.' } })
    await scene.emulator.mend(id)
    await taken(scene, shop, events)
    await expectInOrder(scene, shop, events)
    await expectInOrder(scene, other, others)
  })

  test('answers 429 with Retry-After is left alone for as long as it says', async () => {
    const shop = await newShop(scene)
    const id = await scene.emulator.fail({ status: 429, retry_after_s: 3, count: 1, dataset_id: shop.target })
    const events = await sendSome(scene, shop, 'r')
    await eventually('it is refused', async () => ((await scene.emulator.hits(id)) > 0 ? true : undefined))
    const refused_ms = Date.now()
    await taken(scene, shop, events)
    const account = await expectInOrder(scene, shop, events)
    const first_ms = Math.min(...account.taken.map(({ received_at_ms }) => received_at_ms))
    // It was refused up to a look of ours before that was seen.
    expect(first_ms - refused_ms).toBeGreaterThan(2_800)
    expect(account.taken).toHaveLength(events)
  })

  const stops: [title: string, failure: Failing, says: string][] = [
    ['says that the token is revoked', { token_revoked: true }, 'Set a valid access token'],
    ['answers code 200', { code: 200 }, 'A permission is missing'],
    ['answers code 368', { code: 368 }, 'blocked for a while'],
  ]
  for (const [title, failure, says] of stops)
    test(`${title} is sent nothing more until its token is set again; then all goes`, async () => {
      const shop = await newShop(scene)
      const id = await scene.emulator.fail({
        ...failure,
        on: 'events',
        access_token: TOKEN,
        dataset_id: shop.target,
      })
      const before = await sendSome(scene, shop, 'a')
      await eventually('it is stopped', async () => (await gauge(scene, shop, 'stopped')) || undefined)
      const met = await scene.emulator.hits(id)
      const during = await sendSome(scene, shop, 'b')
      const waiting = await eventually('all of it waits', async () => {
        const status = await statusOf(scene, shop)
        return status.counts.waiting === before + during ? status : undefined
      })
      expect(waiting.health?.stopped).toContain(says)
      expect(waiting.health?.stopped).not.toContain(TOKEN)
      expect(await scene.emulator.hits(id)).toBe(met)
      // Meta still refuses the old token: what goes, goes with the new one.
      await giveToken(scene, shop, `${TOKEN}2`)
      await taken(scene, shop, before + during)
      const { status } = await expectInOrder(scene, shop, before + during)
      expect(status).toMatchObject({ counts: { sent: before + during }, health: { stopped: null } })
      expect(await scene.emulator.hits(id)).toBe(met)
      // The server says its figures once a second.
      await eventually('/metrics says so', async () =>
        (await gauge(scene, shop, 'events', ',state="sent"')) === before + during ? true : undefined,
      )
    })
})
