import { beacons, serverReports, someVisitors } from '../shop/planting.js'
import type { Trouble } from './trouble.js'

/** Amounts that say nothing, or something else. */
export const VALUES: readonly Trouble[] = [
  {
    says: 'The express checkout sends a value without its currency.',
    lasts: [[6, 0]],
    found: { code: 'missing_currency', event_name: 'InitiateCheckout', channel: 'browser' },
    issue: 'active',
    plant(traffic, lasts) {
      const is_express = someVisitors(0.4, traffic.random)
      for (const { params, action } of beacons(traffic, 'InitiateCheckout'))
        if (lasts(action.at_ms) && is_express(action.visitor)) delete params['cd[currency]']
    },
  },
  {
    says: 'For one day a release of the server sent prices in cents.',
    lasts: [[2.5, 1.5]],
    found: { code: 'value_differs', event_name: 'AddToCart' },
    issue: 'active',
    plant(traffic, lasts) {
      for (const { event, action } of serverReports(traffic, 'AddToCart'))
        if (lasts(action.at_ms)) event.custom_data.value = Math.round(Number(event.custom_data.value) * 100)
    },
  },
  {
    says: 'A new theme printed prices as they are shown into value, with symbol and comma; it was mended.',
    lasts: [[24, 21]],
    found: { code: 'invalid_value', event_name: 'AddToCart', channel: 'browser' },
    issue: 'marked_resolved',
    plant(traffic, lasts) {
      for (const { params, action } of beacons(traffic, 'AddToCart'))
        if (lasts(action.at_ms)) params['cd[value]'] = `${params['cd[value]']?.replace('.', ',')} €`
    },
  },
  {
    says: 'A tag joins objects to text, so that contents is [object Object]; it was mended, and an old version is back.',
    lasts: [
      [17, 10],
      [5, 0],
    ],
    found: { code: 'invalid_contents', event_name: 'ViewContent', channel: 'browser' },
    issue: 'returned',
    plant(traffic, lasts) {
      const is_there = someVisitors(0.3, traffic.random)
      for (const { params, action } of beacons(traffic, 'ViewContent'))
        if (lasts(action.at_ms) && is_there(action.visitor)) params['cd[contents]'] = '[object Object]'
    },
  },
]
