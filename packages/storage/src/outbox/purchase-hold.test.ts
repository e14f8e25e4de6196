import { expect, test } from 'vitest'
import { deliveryFixture } from './delivery.fixture.js'

test('while a dataset is held its Purchases wait and all else goes; released, they go', () => {
  const fixture = deliveryFixture()
  const { configuration, dataset } = fixture
  const destination = fixture.addDestination()
  configuration.holdPurchases(dataset.id, 'More than the shop has.')
  fixture.receive(
    { channel: 'server', event_id: 'p', at_min: 0 },
    { channel: 'server', event_id: 'l', at_min: 0, event: { event_name: 'Lead' } },
  )
  const now_ms = Date.now() + 1_000
  const namesTaken = (at_ms: number) =>
    fixture.delivery.outbox
      .take(destination, 10, at_ms)
      ?.events.map(({ json }) => (JSON.parse(json) as { event_name: string }).event_name)
  expect(namesTaken(now_ms)).toEqual(['Lead'])
  expect(namesTaken(now_ms + 60_000)).toBe(undefined)
  expect(configuration.releasePurchases(dataset.id)).toBe(true)
  expect(configuration.releasePurchases(dataset.id)).toBe(false)
  expect(namesTaken(now_ms + 120_000)).toEqual(['Purchase'])
  fixture.close()
})
