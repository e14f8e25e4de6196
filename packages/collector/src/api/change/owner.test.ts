import { beforeEach, expect, test } from 'vitest'
import { type Asking, asking, askingUnchanged, PLANTED, type Wrong } from '../../../testing/asking.js'
import type { Outward } from '../../edge.js'

const FOUND = { found: 'absent' } as const
let it: Asking
let asked: unknown[]
/** Domains show their token, and nobody takes a message. */
const outward = (): Outward => ({
  async verifyDomain(domain) {
    asked.push(domain.domain)
    const checked = { dns: { found: 'token' }, meta: FOUND, file: FOUND } as never
    return it.edge.configuration.domains.checked(domain.id, checked, it.edge.now_ms())
  },
  async testAlert({ id }) {
    asked.push(id)
    return { failure: 'it does not answer in time', rejected: 0 }
  },
  async checkToken({ id }, { access_token }) {
    asked.push([id, access_token])
    return { state: 'valid' as const, why: '' }
  },
})
beforeEach(async () => {
  asked = []
  it = await asking({ outward: outward() })
})

test('a domain is added, looked at and removed', async () => {
  const url = `${it.root}/domains`
  const added = await it.ask('post', url, { domain: 'https://Shop.example/' })
  expect(added).toMatchObject({ http: 201, domain: 'shop.example', status: 'pending' })
  expect(added.proofs.dns).toContain(added.token)
  const { headers: _of_then, ...same } = added
  expect(await it.ask('post', url, { domain: 'shop.example' })).toMatchObject(same)
  expect(await it.ask('post', `${url}/shop.example/verify`)).toMatchObject({
    http: 200,
    domain: 'shop.example',
  })
  expect(asked).toEqual(['shop.example'])
  await it.ask('post', `${url}/shop.example/verify`)
  const { audit } = it.edge.configuration.people
  expect(audit.list({ limit: 10 }).filter(({ what }) => what === 'domain.verified')).toMatchObject([
    { dataset_id: it.edge.dataset.id, detail: { domain: 'shop.example', status: 'verified' } },
  ])
  expect(await it.ask('delete', `${url}/shop.example`)).toMatchObject({ http: 200, deleted: true })
  expect((await it.get(url)).data).toEqual([])
})

test('a token is asked about, and is not in the answer', async () => {
  const given = { kind: 'meta', target_id: '1832195656904796', access_token: PLANTED }
  await it.ask('post', `${it.root}/destinations`, given)
  const said = await it.ask('post', `${it.root}/destinations/1/check-token`)
  expect(said).toMatchObject({ http: 200, state: 'valid', why: '' })
  expect(asked).toEqual([[1, PLANTED]])
  expect(JSON.stringify(said)).not.toContain(PLANTED)
  expect((await it.ask('post', `${it.root}/destinations/2/check-token`)).error.code).toBe('object_unknown')
})

test('what goes out is bounded: the fifth at once is told to wait', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let begun = 0
  let all_begun = () => {}
  const four_begun = new Promise<void>((resolve) => {
    all_begun = resolve
  })
  it = await asking({
    outward: {
      ...outward(),
      async testAlert() {
        begun += 1
        if (begun === 4) all_begun()
        await held
        return { failure: null, rejected: 1 }
      },
    },
  })
  const { id } = await it.ask('post', `${it.root}/alerts`, WEBHOOK)
  const test_url = `${it.root}/alerts/${id}/test`
  const four = [1, 2, 3, 4].map(() => it.ask('post', test_url))
  await four_begun
  expect(await it.ask('post', test_url)).toMatchObject({ http: 429, error: { code: 'requests_too_many' } })
  release()
  expect(await Promise.all(four)).toMatchObject(four.map(() => ({ http: 200, sent: true, rejected: 1 })))
  expect((await it.ask('post', test_url)).http).toBe(200)
})

test('priorities are set as the command line sets them, and say from when on they are in force', async () => {
  const domains = [{ domain: 'shop.example', slots: [{ event_name: 'Purchase' }, { event_name: 'Lead' }] }]
  const first = await it.ask('put', `${it.root}/aem`, { domains })
  expect(first).toMatchObject({
    ...{ http: 200, aem: false, window_days: 7 },
    domains: [{ ...domains[0], is_verified: false }],
  })
  const second = await it.ask('put', `${it.root}/aem`, { domains: [], window_days: 1 })
  expect(second).toMatchObject({ http: 200, window_days: 1, domains: [] })
  expect(second.effective_ms).toBe(it.edge.now.ms + 72 * 3_600_000)
  expect(it.edge.configuration.dataset(it.edge.dataset.id)?.settings.aem_window_days).toBe(1)
})

const WEBHOOK = { kind: 'webhook', url: 'https://ops.example/hook/secretpart', secret: PLANTED }
test('a webhook is added, shown without what is secret, changed, tested and deleted', async () => {
  const url = `${it.root}/alerts`
  const created = await it.ask('post', url, { ...WEBHOOK, severities: ['info', 'error'], digest_seconds: 0 })
  expect(created).toMatchObject({
    ...{
      http: 201,
      id: 1,
      severities: ['error', 'info'],
      digest_seconds: 0,
      per_hour_max: 6,
      has_secret: true,
    },
    target: { kind: 'webhook', url: 'https://ops.example/hook/…' },
  })
  const changed = await it.ask('patch', `${url}/1`, { per_hour_max: 2 })
  expect(changed).toMatchObject({ http: 200, per_hour_max: 2, digest_seconds: 0, target: created.target })
  expect(it.edge.configuration.alerts.channel(1)?.target).toMatchObject({ url: WEBHOOK.url })
  const tested = await it.ask('post', `${url}/1/test`)
  expect(tested).toEqual({
    ...{ http: 200, headers: tested.headers, id: 1, sent: false, rejected: 0 },
    failure: 'it does not answer in time',
  })
  const listed = await it.get(url)
  const all = JSON.stringify([created, changed, tested, listed])
  expect([all.includes(PLANTED), all.includes('secretpart')]).toEqual([false, false])
  expect(await it.ask('delete', `${url}/1`)).toMatchObject({ http: 200, id: 1, deleted: true })
  expect((await it.get(url)).data).toEqual([])
})

const MAIL = { kind: 'email', host: 'smtp.shop.example', from: 'a@shop.example', to: ['b@shop.example'] }
test('Slack and mail: what is secret stays, and a password goes to no other server', async () => {
  const url = `${it.root}/alerts`
  const slack_secret = `https://hooks.slack.com/services/${PLANTED}`
  const slack = await it.ask('post', url, { kind: 'slack', secret: slack_secret })
  expect(slack).toMatchObject({ http: 201, target: { kind: 'slack', host: 'hooks.slack.com' } })
  expect((await it.ask('patch', `${url}/1`, { severities: ['error'] })).http).toBe(200)
  expect(it.edge.configuration.alerts.secret(1)).toBe(slack_secret)
  const mail = await it.ask('post', url, { ...MAIL, user: 'u', secret: PLANTED })
  expect(mail).toMatchObject({ http: 201, target: { kind: 'email', port: 587, user: 'u' } })
  expect(await it.ask('patch', `${url}/2`, { host: 'evil.example' })).toMatchObject({
    http: 400,
    error: { at: 'secret' },
  })
  expect((await it.ask('patch', `${url}/2`, { to: ['c@shop.example'] })).target.to).toEqual([
    'c@shop.example',
  ])
  const given = { host: 'smtp.other.example', secret: `${PLANTED}-2` }
  expect((await it.ask('patch', `${url}/2`, given)).target.host).toBe('smtp.other.example')
  expect(JSON.stringify([slack, mail, await it.get(url)])).not.toContain(PLANTED)
})

test('the secret of orders is shown once; Purchases that were held are delivered again', async () => {
  const { configuration, dataset } = it.edge
  const { secret, ...made } = await it.ask('post', `${it.root}/orders/secret`)
  expect(made).toMatchObject({ http: 201, path: `/webhooks/orders/${dataset.id}` })
  expect(configuration.ordersSecret(dataset.id)).toBe(secret)
  const release = () => it.ask('post', `${it.root}/orders/release`)
  expect(await release()).toMatchObject({ http: 200, released: false, why: null })
  configuration.holdPurchases(dataset.id, 'too many')
  expect(await release()).toMatchObject({ released: true, why: 'too many' })
  expect(configuration.purchaseHold(dataset.id)?.held_at_ms).toBeNull()
})

test('the webhook of orders: what is set up, how it goes, and a secret that goes', async () => {
  const { configuration, dataset, now } = it.edge
  const state = () => it.get(`${it.root}/orders/webhook`)
  const path = `/webhooks/orders/${dataset.id}`
  expect(await state()).toMatchObject({ http: 200, path, secret: 'none', taken_at_ms: null, refused: null })
  await it.ask('post', `${it.root}/orders/secret`)
  configuration.noteOrdersWebhook(dataset.id, null)
  now.ms += 120_000
  configuration.noteOrdersWebhook(dataset.id, { code: 'order_signature_invalid', at: '' })
  expect(await state()).toMatchObject({
    ...{ secret: 'kept', taken_at_ms: now.ms - 120_000 },
    refused: { at_ms: now.ms, code: 'order_signature_invalid', message: 'Signature not valid.' },
  })
  const remove = () => it.ask('delete', `${it.root}/orders/secret`)
  expect(await remove()).toMatchObject({ http: 200, removed: true })
  expect(await remove()).toMatchObject({ http: 200, removed: false })
  expect(await state()).toMatchObject({ secret: 'none' })
})

const URL = '/datasets/{id}'
const BAD = 'parameter_invalid'
const wrong: Wrong[] = [
  ['no domain', 'post', `${URL}/domains`, {}, BAD, ['domain']],
  ['a suffix', 'post', `${URL}/domains`, { domain: 'co.uk' }, BAD, ['domain']],
  ['a host', 'post', `${URL}/domains`, { domain: 'www.shop.example' }, BAD, ['domain']],
  [
    'a domain that is none',
    'post',
    `${URL}/domains/x.example/verify`,
    undefined,
    'object_unknown',
    ['domain'],
  ],
  ['the same, to remove', 'delete', `${URL}/domains/x.example`, undefined, 'object_unknown', ['domain']],
  ['priorities without domains', 'put', `${URL}/aem`, {}, BAD, ['domains']],
  ['priorities that are no list', 'put', `${URL}/aem`, { domains: {} }, BAD, ['domains']],
  [
    'every fault in priorities',
    'put',
    `${URL}/aem`,
    {
      domains: [
        {
          domain: 'www.shop.example',
          slots: [{ event_name: 'Lead' }, { event_name: '' }, { event_name: 'Lead' }],
        },
        { domain: 'b.example', slots: 1 },
      ],
      window_days: 3,
    },
    BAD,
    [
      'domains.0.domain',
      'domains.0.slots.1.event_name',
      'domains.0.slots.2.event_name',
      'domains.1.slots',
      'window_days',
    ],
  ],
  ['no channel', 'post', `${URL}/alerts`, {}, BAD, ['kind']],
  ['an unknown kind', 'post', `${URL}/alerts`, { kind: 'pager' }, BAD, ['kind']],
  ['a webhook without address', 'post', `${URL}/alerts`, { kind: 'webhook', secret: PLANTED }, BAD, ['url']],
  ['a host for a webhook', 'post', `${URL}/alerts`, { ...WEBHOOK, host: 'a.example' }, BAD, ['host']],
  [
    'every field of a webhook',
    'post',
    `${URL}/alerts`,
    {
      ...{ kind: 'webhook', url: 'http://a.example', secret: 'short', severities: [], digest_seconds: -1 },
      ...{ per_hour_max: 61, allowed_private_hosts: ['a b'] },
    },
    BAD,
    ['url', 'secret', 'severities', 'digest_seconds', 'per_hour_max', 'allowed_private_hosts'],
  ],
  [
    'every field of a mail server',
    'post',
    `${URL}/alerts`,
    { kind: 'email', host: 'a b', port: 0, user: 'u', from: 'x', to: [] },
    BAD,
    ['host', 'port', 'user', 'from', 'to'],
  ],
  ['a mail server of nothing', 'post', `${URL}/alerts`, { kind: 'email' }, BAD, ['host', 'from', 'to']],
  ["Slack's address", 'post', `${URL}/alerts`, { kind: 'slack', secret: PLANTED }, BAD, ['secret']],
  ['a severity', 'post', `${URL}/alerts`, { ...WEBHOOK, severities: ['fatal'] }, BAD, ['severities.0']],
  ['a channel that is none', 'patch', `${URL}/alerts/9`, { per_hour_max: 1 }, 'object_unknown', ['alert_id']],
  ['the same, to test', 'post', `${URL}/alerts/9/test`, undefined, 'object_unknown', ['alert_id']],
  ['another dataset', 'post', '/datasets/9/orders/secret', undefined, 'object_unknown', ['dataset_id']],
]
test.each(wrong)('refused: %s', async (...given) => void (await (await askingUnchanged()).refuses(given)))
