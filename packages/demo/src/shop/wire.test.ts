import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { decodePairs } from '@countersign/core'
import { expect, test } from 'vitest'
import type { Beacon, ServerReport } from './action.js'
import { digest } from './person.js'
import { trafficOf } from './traffic.js'

const { reports } = trafficOf({ seed: 5, days: 2, visitors_per_day: 60, now_ms: Date.UTC(2026, 10, 25) })
const beacons = reports.filter((report): report is Beacon => report.channel === 'browser')
const orders = reports.filter(
  (report): report is ServerReport => report.channel === 'server' && report.action.event_name === 'Purchase',
)

/**
 * What the recordings do not have: they were made without cookies, and in pages that name the country `cn`. Then a
 * property of the shop's own. @source reference 1.5, 2.2
 */
const NOT_RECORDED = ['fbp', 'fbc', 'ler', 'cdl', 'ud[country]', 'cd[coupon]']

test("a beacon has no parameter that Meta's library does not send", () => {
  const file = new URL('../../../../fixtures/wire/beacons.jsonl', import.meta.url)
  const recorded = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { url?: string })
    .flatMap(({ url = '' }) => decodePairs(url.slice(url.indexOf('?') + 1)))
  const known = new Set([...NOT_RECORDED, ...recorded.map(([name]) => name)])
  const ours = new Set(beacons.flatMap(({ params }) => Object.keys(params)))
  expect([...ours].filter((name) => !known.has(name))).toEqual([])
})

/** What we use of the official SDK, which has no types. It is a dependency of the tests alone. */
type Builder = { [method: string]: (value?: unknown) => Builder }
interface Sdk {
  ServerEvent: new () => Builder
  UserData: new () => Builder
  CustomData: new () => Builder
  Content: new () => Builder
}
const sdk = createRequire(import.meta.url)('facebook-nodejs-business-sdk') as Sdk

function built(builder: Builder, values: { [method: string]: unknown }): Builder {
  for (const [method, value] of Object.entries(values)) if (value !== undefined) builder[method]?.(value)
  return builder
}

test('an order is sent as the official SDK makes it of what the shop knows', () => {
  expect(orders.length).toBeGreaterThan(5)
  for (const { event, action } of orders) {
    const { person, external_id } = action.visitor
    const { user_data } = event
    // Of what a customer left out, the SDK is told nothing.
    const said = (key: keyof typeof person) => (user_data[key] === undefined ? undefined : person[key])
    const user = built(new sdk.UserData(), {
      setEmail: said('em')?.toUpperCase(),
      setPhone: said('ph') && `+${said('ph')}`,
      setFirstName: said('fn'),
      setLastName: said('ln'),
      setCity: said('ct'),
      setState: said('st'),
      setZip: said('zp'),
      setCountry: said('country'),
      setExternalId: digest(external_id),
      setClientIpAddress: user_data.client_ip_address,
      setClientUserAgent: user_data.client_user_agent,
      setFbp: user_data.fbp,
      setFbc: user_data.fbc,
    })
    const contents = action.lines.map(({ product, quantity }) =>
      built(new sdk.Content(), {
        setId: product.id,
        setQuantity: quantity,
        setItemPrice: product.price_cents / 100,
      }),
    )
    const custom = built(new sdk.CustomData(), {
      setValue: event.custom_data.value,
      setCurrency: 'eur',
      setContentIds: action.lines.map(({ product }) => product.id),
      setContentType: 'product',
      setContents: contents,
      setNumItems: action.lines.reduce((sum, { quantity }) => sum + quantity, 0),
      setOrderId: action.order_id,
    })
    const server_event = built(new sdk.ServerEvent(), {
      setEventName: 'Purchase',
      setEventTime: event.event_time,
      setEventId: action.event_id,
      setEventSourceUrl: action.url,
      setActionSource: 'website',
      setUserData: user,
      setCustomData: custom,
    })
    expect(JSON.parse(JSON.stringify(event))).toEqual(JSON.parse(JSON.stringify(server_event.normalize?.())))
  }
})
