import { randomBytes } from 'node:crypto'
import { type DataPaths, dataPaths, openConfiguration, openLedger } from '@countersign/storage'
import { expect, test } from 'vitest'
import { expectInOrder } from './account.js'
import { newScene, newShop, settled } from './scene.js'
import { sendPurchases } from './traffic.js'

const EVENTS = 10_000

test('regression: verify beside a server that counts and delivers finds nothing wrong', async () => {
  const scene = await newScene()
  const shop = await newShop(scene)
  const verifying = verifyUntilEnd(dataPaths(scene.directory))
  await sendPurchases(scene, shop, 'v', EVENTS)
  await settled(scene, shop, EVENTS)
  expect(await verifying.end()).toEqual([])
  expect(verifying.times).toBeGreaterThan(10)
  await expectInOrder(scene, shop, EVENTS)
}, 60_000)

/** Again and again, so that it meets events on their way. */
function verifyUntilEnd(paths: DataPaths) {
  const configuration = openConfiguration(paths.configuration, { now_ms: Date.now, randomBytes })
  const found: object[] = []
  let [is_over, times] = [false, 0]
  const running = (async () => {
    while (!is_over) {
      const ledger = openLedger(paths, configuration, Date.now)
      found.push(...(ledger?.verify() ?? []))
      ledger?.close()
      times += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
    configuration.close()
  })()
  return {
    get times() {
      return times
    },
    async end() {
      is_over = true
      await running
      return found
    },
  }
}
