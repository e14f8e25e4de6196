import { expect, test } from 'vitest'
import { healthyShop, windowOf } from './diagnose/window.fixture.js'
import { diagnosesOf } from './signal-diagnoses.js'

test('each name is judged by the match quality that the window gives it', () => {
  const healthy = healthyShop()
  expect(diagnosesOf(windowOf(healthy))).toEqual([])

  const shop = healthyShop()
  const stream = shop.rates['AddToCart server'] ?? {}
  const { seen = 0, web = 0, id = 0 } = stream
  shop.rates['AddToCart server'] = {
    ...Object.fromEntries(Object.entries(stream).filter(([measure]) => !/^(?:key|valid):/.test(measure))),
    ...{ seen, web, id, 'key:fbp': web, 'valid:fbp': web },
  }
  // fbp alone, weighed 0.25, is 2.5 of 10.
  expect(diagnosesOf(windowOf(shop))).toMatchObject([
    { code: 'low_match', event_name: 'AddToCart', seen: expect.stringContaining('is 2.5 of 10') },
  ])
})
