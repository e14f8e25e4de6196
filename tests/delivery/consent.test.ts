import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { purchase, sendEvents } from '../process/client.js'
import { eventually } from '../process/server-process.js'
import { expectInOrder } from './account.js'
import { newScene, newShop, statusOf, taken } from './scene.js'

const em = (email: string) => createHash('sha256').update(email).digest('hex')

test('consent that is revoked while events wait keeps these from being sent, and no others', async () => {
  const scene = await newScene()
  const { commands, server } = scene
  const shop = await newShop(scene)
  await commands.json('destination', 'pause', String(shop.destination))
  const events = ['ann@shop.example', 'bob@shop.example'].flatMap((email) =>
    Array.from({ length: 20 }, (_, n) =>
      purchase(`${email.slice(0, 3)}-${n}`, { user_data: { em: [em(email)] } }),
    ),
  )
  expect((await sendEvents(server.url, shop, events)).status).toBe(200)
  await eventually('they wait', async () =>
    (await statusOf(scene, shop)).counts.waiting === 40 ? true : undefined,
  )
  await commands.json('consent', 'revoke', '--dataset', shop.id, '--email', 'ann@shop.example')
  await commands.json('destination', 'resume', String(shop.destination))
  await taken(scene, shop, 20)
  const { status, taken: arrived } = await expectInOrder(scene, shop, 40)
  expect(status).toMatchObject({
    counts: { sent: 20, suppressed: 20 },
    reasons: { suppressed: { consent_revoked: 20 } },
  })
  expect(arrived.filter(({ event_id }) => event_id?.startsWith('ann'))).toEqual([])
})

test('consent that is revoked between two tries stops the second', async () => {
  const scene = await newScene()
  const { commands, server, emulator } = scene
  const shop = await newShop(scene)
  const id = await emulator.fail({ code: 2, dataset_id: shop.target })
  const by = (name: string) => purchase(name, { user_data: { em: [em(`${name}@shop.example`)] } })
  expect((await sendEvents(server.url, shop, [by('ann'), by('bob')])).status).toBe(200)
  await eventually('a try', async () => ((await emulator.hits(id)) > 0 ? true : undefined))
  await commands.json('consent', 'revoke', '--dataset', shop.id, '--email', 'ann@shop.example')
  await emulator.mend(id)
  await taken(scene, shop, 1)
  const { status, taken: arrived } = await expectInOrder(scene, shop, 2)
  expect(arrived.map(({ event_id }) => event_id)).toEqual(['bob'])
  expect(status.reasons.suppressed).toEqual({ consent_revoked: 1 })
})
