import { beacons, serverReports, type Traffic } from '@countersign/demo/shop'
import { type Fault, VISITORS_FOR_ORDERS } from './fault.js'
import { pairs, seen, warned } from './traces.js'

/** Values and currencies that say nothing, or something else. */
export const VALUES: readonly Fault[] = [
  {
    code: 'invalid_value',
    says: 'The theme prints the price as it is shown, with symbol and comma, into value.',
    expects: { channel: 'browser', event_name: 'AddToCart' },
    implies: ['value_differs'],
    breaks: ['product value'],
    needs: ['cart name'],
    plant(traffic) {
      for (const { params } of beacons(traffic, 'ViewContent', 'AddToCart'))
        params['cd[value]'] = `${params['cd[value]']?.replace('.', ',')} €`
    },
    shows: warned('browser', 'value_invalid', 'AddToCart'),
  },
  {
    code: 'missing_value',
    says: 'The thank-you page reads the total from a variable that is not there: Purchase goes without value.',
    expects: { channel: 'browser', event_name: 'Purchase' },
    implies: [],
    breaks: ['order value'],
    visitors_per_day: VISITORS_FOR_ORDERS,
    plant(traffic) {
      for (const { params } of beacons(traffic, 'Purchase')) delete params['cd[value]']
    },
    shows: warned('browser', 'value_missing', 'Purchase'),
  },
  {
    code: 'missing_currency',
    says: 'The pixel sends the value of a cart without its currency.',
    expects: { channel: 'browser', event_name: 'AddToCart' },
    implies: [],
    breaks: ['browser currency'],
    needs: ['cart name'],
    plant(traffic) {
      for (const { params } of beacons(traffic, 'AddToCart', 'InitiateCheckout'))
        delete params['cd[currency]']
    },
    shows: warned('browser', 'currency_missing', 'AddToCart'),
  },
  {
    code: 'invalid_currency',
    says: 'The pixel sends the symbol $ in place of a currency code.',
    expects: { channel: 'browser', event_name: 'AddToCart' },
    implies: ['currency_differs'],
    breaks: ['browser currency'],
    needs: ['cart name'],
    plant(traffic) {
      for (const { params } of beacons(traffic, 'ViewContent', 'AddToCart', 'InitiateCheckout', 'Purchase'))
        params['cd[currency]'] = '$'
    },
    shows: warned('browser', 'currency_invalid', 'AddToCart'),
  },
  {
    code: 'negative_value',
    says: 'The shop reports each refund as a Purchase of less than nothing.',
    expects: { channel: 'server', event_name: 'Purchase' },
    implies: [],
    breaks: [],
    needs: ['order value', 'order volume'],
    visitors_per_day: VISITORS_FOR_ORDERS,
    plant(traffic) {
      for (const report of serverReports(traffic, 'Purchase')) {
        if (!traffic.random.chance(0.35)) continue
        const at_ms = report.at_ms + traffic.random.int(20, 50) * 3_600_000
        const event = structuredClone(report.event)
        Object.assign(event, { event_time: Math.floor(at_ms / 1000), event_id: traffic.random.uuid() })
        event.custom_data.value = -Number(event.custom_data.value)
        traffic.reports.push({ ...report, at_ms: at_ms + 3_000, event })
      }
    },
    shows: warned('server', 'value_negative', 'Purchase'),
  },
  {
    code: 'currency_differs',
    says: 'The pixel sends the currency that the visitor sees, the server that of the shop.',
    expects: { event_name: 'AddToCart' },
    implies: [],
    breaks: ['browser currency'],
    needs: ['ids', 'server volume', 'cart name'],
    plant(traffic) {
      for (const { params } of beacons(traffic, 'ViewContent', 'AddToCart', 'InitiateCheckout', 'Purchase'))
        params['cd[currency]'] = 'USD'
    },
    shows: pairs('AddToCart', (a, b) => a.event.custom_data.currency !== b.event.custom_data.currency),
  },
  {
    code: 'value_differs',
    says: 'The pixel sends what the customer paid, tax and shipping included, the server the net sum.',
    expects: { event_name: 'Purchase' },
    implies: [],
    breaks: ['order value'],
    // Amounts of two currencies are not compared.
    needs: ['ids', 'server volume', 'order volume', 'browser currency'],
    visitors_per_day: VISITORS_FOR_ORDERS,
    plant(traffic) {
      for (const { params } of beacons(traffic, 'Purchase'))
        params['cd[value]'] = (Number(params['cd[value]']) * 1.19 + 4.9).toFixed(2)
    },
    shows: pairs('Purchase', (a, b) => a.event.custom_data.value !== b.event.custom_data.value),
  },
  {
    code: 'value_differs',
    says: 'The server sends cents where it should send euros.',
    expects: { event_name: 'Purchase' },
    implies: [],
    breaks: ['order value'],
    // Amounts of two currencies are not compared.
    needs: ['ids', 'server volume', 'order volume', 'browser currency'],
    visitors_per_day: VISITORS_FOR_ORDERS,
    plant(traffic) {
      for (const { event } of serverReports(traffic, 'Purchase'))
        event.custom_data.value = Math.round(Number(event.custom_data.value) * 100)
    },
    shows: pairs('Purchase', (a, b) => a.event.custom_data.value !== b.event.custom_data.value),
  },
  {
    code: 'value_zero',
    says: 'Orders are reported before the shop has summed them up: every value is 0.',
    expects: { event_name: 'Purchase' },
    implies: ['value_constant'],
    breaks: ['order value'],
    visitors_per_day: VISITORS_FOR_ORDERS,
    plant: (traffic) => setOrderValues(traffic, 0),
    shows: seen('browser', 'Purchase', ({ event }) => event.custom_data.value === 0),
  },
  {
    code: 'value_constant',
    says: "Every order is worth 1.00: the example's value was never replaced.",
    expects: { event_name: 'Purchase' },
    implies: [],
    breaks: ['order value'],
    visitors_per_day: VISITORS_FOR_ORDERS,
    plant: (traffic) => setOrderValues(traffic, 1),
    shows: seen('browser', 'Purchase', ({ event }) => event.custom_data.value === 1),
  },
]

function setOrderValues(traffic: Traffic, value: number): void {
  for (const { params } of beacons(traffic, 'Purchase')) params['cd[value]'] = String(value)
  for (const { event } of serverReports(traffic, 'Purchase')) event.custom_data.value = value
}
