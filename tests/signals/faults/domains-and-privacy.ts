import { again, beacons, daysAgo, moveTo, serverReports, someVisitors } from '@countersign/demo/shop'
import type { Fault } from './fault.js'
import { refusedAs, seen, warned } from './traces.js'

/** Events come from where they should not, or say what must not be said. */
export const DOMAINS_AND_PRIVACY: readonly Fault[] = [
  {
    code: 'new_domain',
    says: 'Since three days the staging site sends its test orders into the live dataset.',
    expects: { mentions: /shop-staging\.example\.net/ },
    implies: [],
    breaks: ['page address'],
    plant(traffic) {
      const since_ms = daysAgo(traffic, 3)
      const is_there = someVisitors(0.3, traffic.random)
      for (const report of [...beacons(traffic), ...serverReports(traffic)])
        if (report.at_ms >= since_ms && is_there(report.action.visitor))
          moveTo(report, 'https://shop-staging.example.net')
    },
    shows: seen('browser', undefined, ({ event }) => event.event_source_url?.includes('staging') ?? false),
  },
  {
    code: 'domain_unverified',
    says: "The owner has verified the shop's domain, and forgotten that of the second storefront.",
    expects: { mentions: /^shop-at\.example/ },
    implies: [],
    breaks: ['page address'],
    settings: { allowed_domains: ['shop.example', 'shop-at.example'] },
    setUp({ domains }, dataset_id) {
      const domain = domains.add(dataset_id, 'shop.example')
      if (typeof domain === 'string') throw new Error(domain)
      domains.checked(domain.id, { dns: { found: 'token' } }, domain.created_at_ms)
    },
    plant(traffic) {
      const is_there = someVisitors(0.3, traffic.random)
      for (const report of [...beacons(traffic), ...serverReports(traffic)])
        if (is_there(report.action.visitor)) moveTo(report, 'https://shop-at.example')
    },
    shows: seen('browser', undefined, ({ event }) => event.event_source_url?.includes('shop-at') ?? false),
  },
  {
    code: 'blocked_domain',
    says: 'A second storefront is not on the allow list: all that it sends is blocked.',
    expects: {},
    implies: [],
    breaks: ['page address'],
    settings: { allowed_domains: ['shop.example'] },
    plant(traffic) {
      const is_there = someVisitors(0.3, traffic.random)
      for (const report of [...beacons(traffic), ...serverReports(traffic)])
        if (is_there(report.action.visitor)) moveTo(report, 'https://shop-at.example')
    },
    shows: refusedAs('traffic_permissions'),
  },
  {
    code: 'pii_in_custom_data',
    says: "The checkout puts the customer's phone number into custom data, for a report of its own.",
    expects: { event_name: 'InitiateCheckout', mentions: /\bcustom_data\b/ },
    implies: [],
    breaks: ['custom data'],
    plant(traffic) {
      for (const { params, action } of beacons(traffic, 'InitiateCheckout', 'Purchase'))
        params['cd[customer_phone]'] = `+${action.visitor.person.ph}`
      for (const { event, action } of serverReports(traffic, 'InitiateCheckout', 'Purchase'))
        event.custom_data.customer_phone = `+${action.visitor.person.ph}`
    },
    shows: warned('browser', 'plain_identity_in_custom_data', 'InitiateCheckout'),
  },
  {
    code: 'pii_in_url',
    says: 'The newsletter puts the address of its reader into every link.',
    expects: {},
    implies: [],
    breaks: ['page address'],
    plant(traffic) {
      const reads = someVisitors(0.3, traffic.random)
      const put = (url = '', em = '') =>
        `${url}${url.includes('?') ? '&' : '?'}utm_source=newsletter&email=${encodeURIComponent(em)}`
      for (const { params, action } of beacons(traffic))
        if (reads(action.visitor)) params.dl = put(params.dl, action.visitor.person.em)
      for (const { event, action } of serverReports(traffic))
        if (reads(action.visitor))
          event.event_source_url = put(event.event_source_url, action.visitor.person.em)
    },
    shows: warned('browser', 'plain_identity_in_url'),
  },
  {
    code: 'potential_violation',
    says: 'A questionnaire about health goes along as parameters of the cart.',
    expects: { event_name: 'AddToCart' },
    implies: ['restricted_category', 'pii_in_custom_data'],
    breaks: ['custom data'],
    needs: ['cart name'],
    plant(traffic) {
      for (const { params } of beacons(traffic, 'AddToCart'))
        Object.assign(params, { 'cd[medical_condition]': 'migraine', 'cd[medication]': 'triptan' })
      for (const { event } of serverReports(traffic, 'AddToCart'))
        Object.assign(event.custom_data, { medical_condition: 'migraine', medication: 'triptan' })
    },
    shows: seen('browser', 'AddToCart', ({ event }) => 'medical_condition' in event.custom_data),
  },
  {
    code: 'restricted_category',
    says: 'The shop reports a custom event that is named after an illness.',
    expects: { event_name: 'DiabetesTestOrdered' },
    implies: ['potential_violation'],
    breaks: ['custom events'],
    needs: ['cart name'],
    plant(traffic) {
      const event_name = 'DiabetesTestOrdered'
      for (const beacon of beacons(traffic, 'AddToCart')) {
        const copy = again(beacon, 1_500)
        copy.params.ev = event_name
        traffic.reports.push(copy)
      }
      for (const report of serverReports(traffic, 'AddToCart'))
        traffic.reports.push({
          ...report,
          at_ms: report.at_ms + 1_500,
          event: { ...structuredClone(report.event), event_name },
        })
    },
    shows: seen('browser', 'DiabetesTestOrdered', () => true),
  },
]
