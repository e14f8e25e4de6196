import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readStats } from '../process/books.js'
import { get } from '../process/client.js'
import { integrityOf } from '../process/data-files.js'
import { eventually, temporaryDirectory } from '../process/server-process.js'
import { mountSmallDisk, noSmallDisk } from '../process/small-disk.js'
import { expectInOrder } from './account.js'
import { newScene, newShop, serve, taken } from './scene.js'
import { sendSome } from './traffic.js'

// Said in the title, so that a run without this says why.
describe.skipIf(noSmallDisk !== null)(
  `a full disk${noSmallDisk === null ? '' : ` (left out: ${noSmallDisk})`}`,
  () => {
    test('keeps answers that cannot be written, sends nothing twice, and delivery goes on by itself', async () => {
      const disk = mountSmallDisk(16)
      const directory = temporaryDirectory()
      // The journal and the facts stay on the large disk: what comes in is taken in, and counted.
      symlinkSync(disk.directory, join(directory, 'folds'))
      const scene = await newScene({ directory, latency_ms: 500 })
      const { server, emulator, commands } = scene
      const shop = await newShop(scene)
      const before = await sendSome(scene, shop, 'before', 2_000)
      await eventually('a request is under way', async () =>
        (await emulator.count(shop.target)).counted > 0 ? true : undefined,
      )
      disk.fill()
      await eventually('its answer cannot be written', async () =>
        server.output().stderr.includes('The outbox cannot be') ? true : undefined,
      )
      const during = await sendSome(scene, shop, 'during', 1_000)
      expect(await readStats(commands, shop.id)).toMatchObject({ counted: before + during })
      expect((await get(`${server.url}/healthz`)).status).toBe(200)

      disk.empty()
      await taken(scene, shop, before + during)
      const account = await expectInOrder(scene, shop, before + during)
      expect(account.taken).toHaveLength(before + during)
      expect((await server.stop()).code).toBe(0)
      for (const [file, said] of Object.entries({
        ...integrityOf(directory),
        ...integrityOf(disk.directory),
      }))
        expect([file, said]).toEqual([file, 'ok'])
    }, 60_000)

    test('kill -9 while the disk is full: what was sent goes again, and is counted there once', async () => {
      const disk = mountSmallDisk(32)
      const directory = join(disk.directory, 'data')
      mkdirSync(directory)
      const scene = await newScene({ directory, latency_ms: 500 })
      const { server, emulator, meta_url } = scene
      const shop = await newShop(scene)
      const events = await sendSome(scene, shop, 'killed', 2_000)
      await eventually('a request is under way', async () =>
        (await emulator.count(shop.target)).counted > 0 ? true : undefined,
      )
      disk.fill()
      await eventually('its answer cannot be written', async () =>
        server.output().stderr.includes('The outbox cannot be') ? true : undefined,
      )
      await server.kill()
      disk.empty()
      await serve(directory, meta_url)
      await taken(scene, shop, events)
      await expectInOrder(scene, shop, events)
    }, 60_000)
  },
)
