import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataPaths, openConfiguration, openJournalReader, secretKeyFrom } from '@countersign/storage'
import { command, newData, startCountersign } from '../server/countersign.js'
import { startEmulator } from '../server/emulator.js'
import { makeShop } from './make-shop.js'

/** Who is signed in to every page. */
export const PERSON = 'ada@shop.example'
export const PASSWORD = 'a long password of hers'
const META_DATASET = '1832195656904796'
const DAYS = 90
const DELIVERED = 5_000
/** Of the events that are delivered so many are refused. */
const REFUSED = 50
const LOOK_MS = 50

/**
 * A store of so many events of a shop, with orders, a destination and a person who may sign in.
 * @param keep  a directory where it stays for the next run, which must want as many; undefined: made anew
 */
export async function keepShop({ root, store_events: events, keep, say }) {
  const place = keep ?? root
  mkdirSync(place, { recursive: true })
  const note = join(place, 'shop.json')
  if (existsSync(note)) {
    const kept = JSON.parse(readFileSync(note, 'utf8'))
    if (kept.events !== events) throw new Error(`${place} holds ${kept.events} events`)
    say(`the store of ${kept.made_at} is used again`)
    return kept
  }
  say(`filling a store with ${events.toLocaleString('en')} events of ${DAYS} days`)
  const data = await newData(place)
  const started_ms = performance.now()
  await makeShop(data, { events, days: DAYS })
  const fill_s = (performance.now() - started_ms) / 1000
  say(`filled in ${fill_s.toFixed(0)} s`)
  await settle(data, say)
  const kept = { data, events, fill_rate: events / fill_s, made_at: new Date().toISOString() }
  writeFileSync(note, JSON.stringify(kept))
  return kept
}

/** The server on it for the first time: it makes what it makes at a start, a person comes, and some events are delivered. */
async function settle(data, say) {
  const emulator = await startEmulator(0)
  const env = { COUNTERSIGN_META_URL: emulator.url }
  const server = await startCountersign(data, undefined, env)
  const url = `http://${server.host}:${server.port}`
  await invite(data, url)
  addDestination(data, emulator.url)
  await deliver(data, url, emulator)
  say('delivered')
  await server.stop()
  await emulator.stop()
}

async function invite({ directory }, url) {
  const { stdout } = await command(
    directory,
    'user',
    'create',
    '--email',
    PERSON,
    '--role',
    'admin',
    '--json',
  )
  const link = new URL(JSON.parse(stdout).link).hash.slice(1)
  await asked(url, '/api/links/use', { link, password: PASSWORD })
}

function addDestination({ directory, dataset_id }, meta_url) {
  const paths = dataPaths(directory)
  const journal = openJournalReader(paths.journal)
  const from_position = journal.last() + 1
  journal.close()
  const configuration = openConfiguration(paths.configuration, {
    now_ms: Date.now,
    randomBytes: (count) => crypto.getRandomValues(Buffer.alloc(count)),
    secret_key: secretKeyFrom(paths.secret_key, undefined, () => {}),
    meta_url,
  })
  const given = { dataset_id, kind: 'meta', target_id: META_DATASET, hold_seconds: 0, from_position }
  configuration.createDestination(given, { access_token: 'EAAB', app_secret: null })
  configuration.close()
}

async function deliver({ dataset_id, access_token }, url, emulator) {
  const bad_event_ids = Array.from({ length: REFUSED }, (_, n) => `live-${n * 7}`)
  await asked(emulator.url, '/emulator/fail', { bad_event_ids, dataset_id: META_DATASET })
  const now_s = Math.floor(Date.now() / 1000)
  for (let from = 0; from < DELIVERED; from += 250) {
    const data = Array.from({ length: 250 }, (_, n) => ({
      event_name: 'Purchase',
      event_time: now_s,
      event_id: `live-${from + n}`,
      action_source: 'website',
      event_source_url: 'https://shop.example/checkout/thank-you',
      user_data: { client_ip_address: '192.0.2.7', client_user_agent: 'Mozilla/5.0' },
      custom_data: { value: 12.5, currency: 'EUR', order_id: `live-${from + n}` },
    }))
    await asked(url, `/v24.0/${dataset_id}/events`, { data, access_token })
  }
  const headers = { authorization: `Bearer ${access_token}` }
  for (;;) {
    const answer = await fetch(`${url}/api/datasets/${dataset_id}/delivery`, { headers })
    const { data } = await answer.json()
    const { sent, dead } = countsOf(data?.[0]?.counts ?? {})
    if (sent + dead >= DELIVERED) return
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

const countsOf = ({ sent = 0, refused = 0, expired = 0, suppressed = 0 }) => ({
  sent,
  dead: refused + expired + suppressed,
})

async function asked(url, path, body) {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
}
