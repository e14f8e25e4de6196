import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectInOrder } from './account.js'
import { ending, newScene, newShop, type Scene, taken } from './scene.js'
import { sendPurchases } from './traffic.js'

let scene: Scene
const { after, end } = ending()
beforeAll(async () => {
  scene = await newScene({ after })
}, 40_000)
afterAll(end)

const EVENTS = 1_000

describe.concurrent('one event in 1,000 that is too old', () => {
  for (const blame of [true, false])
    test(`is set aside alone, whether Meta names it or not: ${blame ? 'named' : 'not named'}`, async () => {
      const shop = await newShop(scene)
      const bad = 'e-617'
      await scene.emulator.fail({ bad_event_ids: [bad], blame, dataset_id: shop.target })
      await sendPurchases(scene, shop, 'e', EVENTS)
      await taken(scene, shop, EVENTS - 1)
      const { status, entries, events } = await expectInOrder(scene, shop, EVENTS)
      expect(status).toMatchObject({
        counts: { sent: EVENTS - 1, refused: 1 },
        reasons: { refused: { 2804003: 1 } },
      })
      const [refused] = entries.filter(({ state }) => state === 'refused')
      expect(refused).toMatchObject({
        reason: '2804003',
        refusal: { http: 400, code: 100, subcode: 2804003, title: expect.stringMatching(/too old/i) },
      })
      const [event] = events.filter(({ event_id }) => event_id === bad)
      expect(refused?.sighting_id).toBe(event?.sightings[0]?.sighting_id)
      const { requests } = await scene.emulator.count()
      expect(requests).toBeLessThan(150)
    })
})
