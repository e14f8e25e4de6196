import { expect, test } from 'vitest'
import { beacon, emulator, purchase, send } from '../client.fixture.js'
import type { ExpectedConversion } from './expected.js'

const order = purchase('A1', {
  event_source_url: 'https://shop.example/thanks',
  custom_data: {
    value: 41.5,
    currency: 'EUR',
    contents: [{ id: 'sku-1', quantity: 2 }],
    content_ids: ['sku-1'],
  },
})

const as_expected: [title: string, expected: ExpectedConversion][] = [
  ['anything', {}],
  ['value and currency', { value: 41.5, currency: 'EUR' }],
  ['its id', { event_id: 'A1', action_source: 'website' }],
  ['a pattern', { event_source_url: /^https:\/\/shop\.example\// }],
  ['part of an item', { contents: [{ id: 'sku-1' }] }],
  ['custom_data by its name', { custom_data: { content_ids: ['sku-1'] } }],
  ['an email in clear', { user_data: { em: ' Jo@Shop.Example' } }],
  ['the channel', { channel: 'server' }],
  ["the runner's matchers", { value: expect.any(Number), currency: expect.stringMatching('EU') }],
]
for (const [title, expected] of as_expected)
  test(`a conversion is as expected: ${title}`, async () => {
    const meta = await emulator()
    await send(meta, [order])
    expect(await meta.expectConversion('Purchase', { ...expected, within_ms: 0 })).toMatchObject({
      event_id: 'A1',
    })
  })

const not: [title: string, expected: ExpectedConversion, says: string][] = [
  ['value', { value: 42 }, 'custom_data.value: expected 42, was 41.5'],
  ['a parameter that is not there', { num_items: 2 }, 'custom_data.num_items: expected 2, was absent'],
  ['an item', { contents: [{ id: 'sku-2' }] }, 'custom_data.contents[0].id: expected "sku-2", was "sku-1"'],
  [
    'a list that is longer',
    { content_ids: ['sku-1', 'sku-2'] },
    'custom_data.content_ids: expected ["sku-1","sku-2"]',
  ],
  ['the channel', { channels: ['browser', 'server'] }, 'channels: expected with browser, was server'],
  [
    'another email',
    { user_data: { em: 'bo@shop.example' } },
    'user_data.em: expected the digest of "bo@shop.example"',
  ],
  ['the dataset', { dataset_id: '42' }, 'dataset_id: expected "42", was "1832195656904796"'],
]
for (const [title, expected, says] of not)
  test(`a conversion is not as expected, and it says where: ${title}`, async () => {
    const meta = await emulator()
    await send(meta, [order, purchase('L1', { event_name: 'Lead' })])
    const failed = await meta
      .expectConversion('Purchase', { ...expected, within_ms: 0 })
      .catch((error) => error)
    expect(failed.name).toBe('AssertionError')
    expect(failed.message).toContain(says)
    expect(failed.message).toContain(
      'Nearest was Purchase (event_id "A1", by server, dataset 1832195656904796)',
    )
    expect(failed.message).toContain('Counted: 1 × Purchase, 1 × Lead.')
    expect(failed.stack).toContain('expectations.test.ts')
  })

test('a conversion that comes later is awaited, until it is as expected', async () => {
  const meta = await emulator()
  const both = meta.expectConversion('Purchase', {
    event_id: 'A1',
    channels: ['browser', 'server'],
    times: 1,
  })
  await send(meta, [order])
  await send(meta, [purchase('A2')])
  await beacon(meta, { eid: 'A1', 'cd[value]': '41.5', 'cd[currency]': 'EUR' })
  expect(await both).toMatchObject({
    event_id: 'A1',
    sightings: [{ channel: 'server' }, { channel: 'browser' }],
  })
})

test('where nothing came, what was refused is said', async () => {
  const meta = await emulator()
  await send(meta, [purchase('A1', { custom_data: { value: 9.5 } })])
  meta.fail({ status: 503 })
  await send(meta, [order])
  const failed = await meta
    .expectConversion('Purchase', { value: 9.5, within_ms: 20 })
    .catch((error) => error)
  expect(failed.message).toContain('Expected a Purchase with value 9.5. It was not counted within 20 ms.')
  expect(failed.message).toContain('Nothing was counted.')
  expect(failed.message).toContain(
    '100/2804010 Missing Currency for Purchase Event: data[0].custom_data.currency',
  )
  expect(failed.message).toContain('2 Service temporarily unavailable (failure 1 was set)')
})

test('times: a conversion that counts twice is one too many', async () => {
  const meta = await emulator()
  await send(meta, [order, order])
  await meta.expectConversion('Purchase', { value: 41.5, times: 1 })
  await send(meta, [purchase('A2', { custom_data: { value: 41.5, currency: 'EUR' } })])
  await meta.expectConversion('Purchase', { value: 41.5, times: 2 })
  await expect(meta.expectConversion('Purchase', { value: 41.5, times: 1 })).rejects.toThrow(
    /Expected 1 × Purchase with value 41\.5, but 2 were counted:\n.*"A1".*\n.*"A2"/,
  )
  await expect(meta.expectConversion('Purchase', { times: 3, within_ms: 10 })).rejects.toThrow(
    /2 of 3 were counted/,
  )
})

test('no conversion: it fails as soon as there is one, and resolves when none has come', async () => {
  const meta = await emulator()
  await meta.expectNoConversion('Purchase', { within_ms: 10 })
  const none = expect(meta.expectNoConversion('Purchase', { within_ms: 30_000 })).rejects.toThrow(
    'Expected no Purchase, but there is Purchase (event_id "A1", by server',
  )
  await send(meta, [purchase('L1', { event_name: 'Lead' }), order])
  await none
  await meta.expectNoConversion('Purchase', { value: 1, within_ms: 0 })
})
