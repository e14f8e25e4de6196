import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readStats, verify } from './books.js'
import { createDataset, post, sendBeacon, sendEvents } from './client.js'
import { commandsOn, run, startServer, temporaryDirectory } from './server-process.js'

const SLOTS = [{ domain: 'shop.example', slots: [{ event_name: 'Purchase' }, { event_name: 'Lead' }] }]
const REPORT = {
  source_engagement_type: 'click',
  source_site: 'social.example',
  source_id: 7,
  attributed_on_site: 'shop.example',
  trigger_data: 1,
  version: 3,
}

test('what is set is shown, an edit waits, and what is restricted is in the books of all commands', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands, '--domain', 'shop.example')
  const file = join(directory, 'slots.json')
  const set = (slots: object) => {
    writeFileSync(file, JSON.stringify(slots))
    return run(['aem', 'set', '--dataset', shop.id, '--file', file, '--data', directory, '--json'])
  }
  const refused = await set([{ domain: 'www.shop.example', slots: [] }])
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('a registrable domain') })
  const first = await set(SLOTS)
  expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('is off') })
  expect(first.stderr).toContain('shop.example is not verified')
  await run(['dataset', 'set', shop.id, 'aem', 'true', '--data', directory])
  expect(await set([{ domain: 'shop.example', slots: [{ event_name: 'Lead' }] }])).toMatchObject({ code: 0 })

  const server = await startServer(directory)
  const page = { dl: 'https://shop.example/?utm_campaign=spring', fbp: 'fb.1.1795452196607.1' }
  await sendBeacon(server.url, shop.id, { ev: 'Purchase', eid: 'o-1', dpo: 'LDU', ...page })
  await sendBeacon(server.url, shop.id, { ev: 'Purchase', eid: 'o-2', ...page })
  await sendEvents(server.url, shop, [
    {
      event_name: 'Purchase',
      event_time: Math.floor(Date.now() / 1_000),
      event_id: 'o-1',
      action_source: 'website',
      event_source_url: 'https://shop.example/thanks',
      opt_out: true,
      user_data: { external_id: 'customer-1', client_user_agent: 'Mozilla/5.0' },
      custom_data: { value: 9.5, currency: 'USD' },
    },
  ])
  const address = '/.well-known/private-click-measurement/report-attribution/'
  const answer = await post(server.url + address, JSON.stringify(REPORT), '')
  expect(answer.status).toBe(204)
  await server.stop()

  expect(await commands.json('aem', '--dataset', shop.id)).toMatchObject({
    aem: true,
    order: { domains: [{ slots: [{ event_name: 'Purchase' }, { event_name: 'Lead' }] }] },
    pending: { domains: [{ slots: [{ event_name: 'Lead' }] }] },
    days: [],
    books: { held: 1, duplicate: 1 },
    pcm_books: { waiting: 1 },
  })
  expect(await readStats(commands, shop.id)).toMatchObject({
    received: { browser: 2, server: 1 },
    counted: 1,
    restricted: 2,
    restrictions: { limited_data_use: 1, opt_out: 1 },
  })
  expect(await verify(commands)).toMatchObject({ balanced: true, sightings: 1, restricted: 2 })
})

test('where nothing was ever measured it says so, in the shape that it has otherwise', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const shop = await createDataset(commands)
  const nothing = { dataset_id: shop.id, aem: false, order: null, days: [], books: { held: 0, duplicate: 0 } }
  const server = await startServer(directory, { env: { COUNTERSIGN_SIGNALS: 'off' } })
  expect(await commands.json('aem', '--dataset', shop.id)).toMatchObject(nothing)
  await server.stop()
  expect(await commands.json('aem', '--dataset', shop.id)).toMatchObject(nothing)
})
