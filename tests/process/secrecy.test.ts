import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { request } from 'undici'
import { expect, test } from 'vitest'
import { readStats } from './books.js'
import {
  createDataset,
  type DatasetAccess,
  importLine,
  post,
  purchase,
  sendBeacon,
  sendEvents,
} from './client.js'
import { filesIn } from './data-files.js'
import { commandsOn, run, startServer, temporaryDirectory } from './server-process.js'

/**
 * Identity as it must never be found: each planting has values of its own, so that what is found says where it came
 * from. Written so that no digest, id or word of ours contains it by chance.
 */
class Plantings {
  readonly planted: { where: string; text: string }[] = []

  email = (where: string): string =>
    this.plant(where, `planted.${this.planted.length}.mail@secret-host.example`)
  phone = (where: string): string => this.plant(where, `+1650555${String(1000 + this.planted.length)}`)
  name = (where: string): string => this.plant(where, `Zebulonia${letters(this.planted.length)}`)

  /** Where any of it is found in some bytes: plain, in another case, percent-encoded, as JSON, base64 or hex. */
  foundIn(bytes: Buffer): string[] {
    const text = bytes.toString('latin1').toLowerCase()
    return this.planted
      .filter(({ text: secret }) => forms(secret).some((form) => text.includes(form)))
      .map((p) => p.where)
  }

  private plant(where: string, text: string): string {
    this.planted.push({ where, text })
    return text
  }
}
const letters = (n: number): string => String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26))

function forms(secret: string): string[] {
  const plain = secret.toLowerCase()
  const bare = plain.replace(/^\+/, '')
  const encoded = encodeURIComponent(plain).toLowerCase()
  const hex = Buffer.from(secret).toString('hex')
  const base64 = Buffer.from(secret).toString('base64').replace(/=*$/, '').slice(0, -2).toLowerCase()
  return [plain, bare, encoded, encoded.replaceAll('%', '%25'), hex, base64]
}

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'plain identity and tokens are in no file and no line of a log after %s',
  async (signal) => {
    const directory = temporaryDirectory()
    const commands = commandsOn(directory)
    const shop = await createDataset(commands)
    const admin = await commands.json<{ access_token: string }>('token', 'create', '--admin')
    await commands.json('dataset', 'set', shop.id, 'blocked_domains', 'other.example')
    const server = await startServer(directory, { env: { COUNTERSIGN_LOG: 'trace' } })
    const plantings = new Plantings()
    await plantBeacons(server.url, shop.id, plantings)
    await plantEvents(server.url, shop, plantings)
    await plantOpenBridge(server.url, shop.id, plantings)
    await plantRefused(server.url, shop, plantings)
    const imported = await plantImport(directory, shop.id, plantings)
    const reads = [imported, await commands.run('export', '--dataset', shop.id), await commands.run('verify')]
    // What is looked for was there to be written: it was taken in, refused and blocked.
    const books = await readStats(commands, shop.id)
    expect(books).toMatchObject({
      received: { browser: 8, server: 1_010 },
      counted: 10,
      rejected: expect.any(Number),
      blocked: 1,
    })
    reads.push(
      await commands.run('events', '--dataset', shop.id, '--json'),
      await commands.run('stats', '--dataset', shop.id),
    )
    if (signal === 'SIGKILL') await server.kill()
    else expect((await server.stop()).code).toBe(0)

    const found: string[] = []
    const look = (at: string, bytes: Buffer) => {
      for (const where of plantings.foundIn(bytes)) found.push(`${where} in ${at}`)
      for (const token of [shop.access_token, admin.access_token, 'cs_000000000000_not-a-token'])
        if (bytes.includes(token)) found.push(`an access token in ${at}`)
    }
    for (const path of filesIn(directory)) look(relative(directory, path), readFileSync(path))
    const { stdout, stderr } = server.output()
    look('standard output', Buffer.from(stdout))
    look('standard error', Buffer.from(stderr))
    for (const done of reads) look('what a command printed', Buffer.from(done.stdout + done.stderr))
    expect(found).toEqual([])
    expect(plantings.planted.length).toBeGreaterThan(50)
  },
)

test('the search finds what is there', () => {
  const plantings = new Plantings()
  const email = plantings.email('em')
  for (const written of [
    email,
    email.toUpperCase(),
    encodeURIComponent(email),
    Buffer.from(email).toString('hex'),
  ])
    expect(plantings.foundIn(Buffer.from(`…${written}…`))).toEqual(['em'])
  expect(plantings.foundIn(Buffer.from('planted.1.mail@secret-host.example'))).toEqual([])
})

async function plantBeacons(
  url: string,
  dataset_id: string,
  { email, phone, name }: Plantings,
): Promise<void> {
  await sendBeacon(url, dataset_id, {
    ev: 'Purchase',
    eid: `order ${email('tr eid')}`,
    'ud[em]': email('tr ud[em]'),
    'ud[ph]': phone('tr ud[ph]'),
    'ud[fn]': name('tr ud[fn]'),
    'ud[ln]': name('tr ud[ln]'),
    'ud[ct]': name('tr ud[ct]'),
    'ud[external_id]': name('tr ud[external_id]'),
    'ud[nobody_knows]': name('tr ud, an unknown key'),
    'cd[value]': '1',
    'cd[currency]': 'USD',
    'cd[email]': email('tr cd[email]'),
    'cd[note]': `from ${email('tr cd, inside a text')}`,
    'cd[first_name]': name('tr cd[first_name]'),
    'cd[contents]': JSON.stringify([{ id: '1', gift_for: email('tr cd[contents]') }]),
    dl: `https://shop.example/thanks?email=${encodeURIComponent(email('tr dl'))}&first_name=${name('tr dl name')}&tel=${encodeURIComponent(phone('tr dl tel'))}#${email('tr dl fragment')}`,
    rl: `https://${email('tr rl user')}@shop.example/?em=${email('tr rl')}`,
    fbp: email('tr fbp'),
    fbc: `fb.1.1763900000000.${email('tr fbc')}`,
    whatever: email('tr, an unknown parameter'),
    dpo: email('tr dpo'),
    cs_rid: email('tr cs_rid'),
    cs_test: email('tr cs_test'),
  })
  await sendBeacon(url, dataset_id, { ev: `Bought by ${email('tr ev')}` })
  const headers = {
    cookie: `_fbp=${email('cookie _fbp')}; _fbc=fb.1.1763900000000.${email('cookie _fbc')}; session=${email('another cookie')}`,
    referer: `https://shop.example/?email=${email('referer')}`,
    'x-forwarded-for': email('x-forwarded-for'),
  }
  const dl = encodeURIComponent(`https://shop.example/?fbclid=${email('tr dl fbclid')}`)
  await request(`${url}/tr?id=${dataset_id}&ev=PageView&dl=${dl}`, { headers }).then(({ body }) =>
    body.dump(),
  )
  const form = new URLSearchParams({
    id: dataset_id,
    ev: 'Lead',
    'ud[em]': email('tr form'),
    'cd[phone]': phone('tr form cd'),
  })
  await request(`${url}/tr`, {
    method: 'POST',
    body: form.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }).then(({ body }) => body.dump())
}

async function plantEvents(
  url: string,
  shop: DatasetAccess,
  { email, phone, name }: Plantings,
): Promise<void> {
  const answer = await sendEvents(url, shop, [
    purchase(`for ${email('capi event_id')}`, {
      event_source_url: `https://shop.example/?email=${email('capi event_source_url')}&last_name=${name('capi event_source_url name')}`,
      referrer_url: `https://shop.example/?phone=${phone('capi referrer_url')}`,
      customer_segmentation: email('capi customer_segmentation'),
      data_processing_options: [email('capi data_processing_options')],
      user_data: {
        fn: name('capi fn'),
        ln: [name('capi ln')],
        ct: name('capi ct'),
        st: name('capi st'),
        external_id: [name('capi external_id')],
        client_ip_address: '203.0.113.7',
        client_user_agent: 'Mozilla/5.0',
        nobody_knows: name('capi user_data, an unknown key'),
        [email('capi user_data key')]: '1',
      },
      custom_data: {
        value: 1,
        currency: 'USD',
        order_id: `order of ${email('capi order_id')}`,
        customer_email: email('capi custom_data'),
        [email('capi custom_data key')]: '1',
        deep: {
          er: [{ phone: phone('capi custom_data, deep'), text: email('capi custom_data, deep text') }],
        },
      },
    }),
    purchase('clean', { event_name: `Bought by ${email('capi event_name')}` }),
  ])
  expect(answer.status).toBe(200)
  const labels = { partner_agent: email('partner_agent'), test_event_code: email('test_event_code') }
  await post(
    `${url}/v24.0/${shop.id}/events?upload_tag=${email('query upload_tag')}`,
    JSON.stringify({ data: [purchase('labelled')], ...labels }),
    shop.access_token,
  )
  // The token where the official clients put it too: in the query, and in the body.
  const body = { data: [purchase('token in query')], access_token: shop.access_token }
  await request(`${url}/v24.0/${shop.id}/events?access_token=${shop.access_token}`, {
    method: 'POST',
    body: JSON.stringify(body),
  }).then(({ body }) => body.dump())
}

async function plantOpenBridge(
  url: string,
  dataset_id: string,
  { email, name, phone }: Plantings,
): Promise<void> {
  const body = JSON.stringify({
    'fb.pixel_id': dataset_id,
    event_name: 'Lead',
    event_id: `lead ${email('OpenBridge event_id')}`,
    'fb.advanced_matching': {
      em: email('OpenBridge em'),
      fn: name('OpenBridge fn'),
      ph: phone('OpenBridge ph'),
    },
    website_context: { location: `https://shop.example/?email=${email('OpenBridge location')}` },
    custom_data: { email: email('OpenBridge custom_data'), note: `by ${email('OpenBridge note')}` },
    [email('OpenBridge key')]: 'x',
  })
  const headers = { 'content-type': 'text/plain' }
  await request(`${url}/events`, { method: 'POST', body, headers }).then(({ body }) => body.dump())
}

/** Requests that are refused, each in another place. */
async function plantRefused(
  url: string,
  shop: DatasetAccess,
  { email, phone, name }: Plantings,
): Promise<void> {
  const events = `${url}/v24.0/${shop.id}/events`
  const refused = [
    await sendEvents(url, shop, [
      purchase('r1', {
        user_data: {
          em: email('refused: em not hashed'),
          ph: phone('refused: ph not hashed'),
          fn: name('refused: fn'),
        },
      }),
    ]),
    await sendEvents(url, shop, [
      purchase('r2', { event_name: `By ${email('refused: event_name')}`, event_time: 1 }),
    ]),
    await sendEvents(url, shop, [
      purchase(email('refused: event_id'), { action_source: email('refused: action_source') }),
    ]),
    await sendEvents(url, shop, [
      purchase('r3', {
        custom_data: { value: email('refused: value'), currency: name('refused: currency') },
      }),
    ]),
    await sendEvents(url, { ...shop, id: '1' }, [
      purchase('r4', { user_data: { fn: name('refused: dataset') } }),
    ]),
    await sendEvents(url, { ...shop, access_token: `cs_000000000000_not-a-token${name('refused: token')}` }, [
      purchase('r5'),
    ]),
    await post(events, `{"data": [{"em": "${email('refused: not JSON')}"`, shop.access_token),
    await post(events, Buffer.from(`{"${email('refused: not UTF-8')}":"\xff"}`, 'latin1'), shop.access_token),
    await post(events, '['.repeat(200) + email('refused: too deep'), shop.access_token),
    await post(events, gzipSync(`{"data":"${email('refused: gzip')}"}`), shop.access_token, undefined, {
      'content-encoding': 'gzip',
    }),
    await post(events, email('refused: content type'), shop.access_token, undefined, {
      'content-type': `text/${name('refused: content type name')}`,
    }),
    await post(
      `${url}/v24.0/${email('refused: path')}/events?email=${email('refused: query')}`,
      '{}',
      shop.access_token,
    ),
    await post(
      `${url}/${name('refused: not found')}?email=${email('refused: not found query')}`,
      '{}',
      shop.access_token,
    ),
    await post(
      events,
      JSON.stringify({
        data: Array.from({ length: 1_001 }, () => ({ event_name: 'Lead', em: 'x' })),
        note: email('refused: 1001 events'),
      }),
      shop.access_token,
    ),
  ]
  expect(refused.filter((answer) => answer.status < 400)).toEqual([])
  // What is wrong is said without what was sent.
  const told = refused.map((answer) => answer.text).filter((text) => /mail@secret|1650555/.test(text))
  expect(told).toEqual([])
  await sendBeacon(url, shop.id, { ev: '', 'ud[em]': email('refused beacon: em') })
  await sendBeacon(url, shop.id, { ev: `${email('refused beacon: ev')} ${'x'.repeat(300)}` })
  await sendBeacon(url, name('beacon: unknown dataset'), {
    ev: 'Lead',
    'ud[em]': email('beacon: unknown dataset em'),
  })
  await request(`${url}/events`, { method: 'POST', body: `{"${email('OpenBridge: not JSON')}` }).then(
    ({ body }) => body.dump(),
  )
  await sendBeacon(url, shop.id, {
    ev: 'Lead',
    'ud[em]': email('blocked: em'),
    dl: `https://other.example/?em=${email('blocked: dl')}`,
  })
}

async function plantImport(directory: string, dataset_id: string, { email, phone, name }: Plantings) {
  const file = join(temporaryDirectory(), 'import.jsonl')
  const received_at_ms = Date.now() - 3_600_000
  const event = {
    event_source_url: `https://shop.example/?email=${email('import event_source_url')}`,
    user_data: { em: email('import em'), ph: [phone('import ph')], fn: name('import fn') },
    custom_data: {
      value: 1,
      currency: 'USD',
      email: email('import custom_data'),
      note: email('import custom_data text'),
    },
  }
  writeFileSync(
    file,
    importLine('server', `for ${email('import event_id')}`, received_at_ms, {
      event,
      sighting_id: email('import sighting_id'),
    }),
  )
  const taken = await run(['import', file, '--dataset', dataset_id, '--data', directory])
  expect(taken.code).toBe(0)
  writeFileSync(file, `{"received_at_ms": "${email('import, refused')}"}`)
  const refused = await run(['import', file, '--dataset', dataset_id, '--data', directory])
  expect(refused.code).toBe(2)
  return { ...refused, stdout: taken.stdout + refused.stdout }
}
