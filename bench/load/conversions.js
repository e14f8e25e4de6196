import { EVENT_NAMES, USER_AGENT } from './beacons.js'
import { ADDRESS, addressOf, slot, Template, visitorOf } from './template.js'

export const BATCH_EVENTS = 1_000

/** What the shop's server reports of an event, some 600 bytes, as Meta advises: hashed keys, address, agent, fbp. */
function eventText(event_name) {
  return JSON.stringify({
    event_name,
    event_time: Math.floor(Date.now() / 1000),
    event_id: slot('eid', 12),
    action_source: 'website',
    event_source_url: 'https://shop.example/checkout/thank-you',
    user_data: {
      em: [`f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0${slot('visitor', 10)}`],
      external_id: [`customer-${slot('visitor', 10)}`],
      client_ip_address: ADDRESS,
      client_user_agent: USER_AGENT,
      fbp: `fb.1.${Date.now()}.${slot('visitor', 10)}`,
    },
    custom_data: {
      value: 59.9,
      currency: 'EUR',
      content_ids: ['SKU-1'],
      content_type: 'product',
      num_items: 2,
    },
  })
}

/** A body of `count` events, as a template. */
export function batchTemplate(count, head = '') {
  const events = Array.from({ length: count }, (_, i) => eventText(EVENT_NAMES[i % EVENT_NAMES.length]))
  return new Template(`${head}{"data":[${events.join(',')}]}`)
}

/** Makes the n-th batch of a template's events. @returns the same bytes each time, written over */
export function fillBatch(template, n, count) {
  for (let i = 0; i < count; i += 1) {
    const eid = n * count + i
    const visitor = visitorOf(eid)
    template.put({ eid, visitor, ...addressOf(visitor) }, i, count)
  }
  return template.bytes
}

/** The batches of one connection: the events of the n-th have event_ids of their own. */
export function batches({ dataset_id, access_token }) {
  const bytes = batchTemplate(BATCH_EVENTS).bytes.length
  const template = batchTemplate(BATCH_EVENTS, headOf(dataset_id, access_token, bytes))
  return (n) => fillBatch(template, n, BATCH_EVENTS)
}

/** Events sent one by one: the n-th has the name and the event_id of the n-th beacon. */
export function conversions({ dataset_id, access_token }) {
  const templates = EVENT_NAMES.map((event_name) => {
    const body = `{"data":[${eventText(event_name)}]}`
    return new Template(headOf(dataset_id, access_token, body.length) + body)
  })
  return (n) => {
    const visitor = visitorOf(n)
    return templates[n % templates.length].put({ eid: n, visitor, ...addressOf(visitor) })
  }
}

function headOf(dataset_id, access_token, length) {
  return [
    `POST /v24.0/${dataset_id}/events HTTP/1.1`,
    'Host: t.shop.example',
    `Authorization: Bearer ${access_token}`,
    'User-Agent: shop-server/1.0',
    'Accept: application/json',
    'Content-Type: application/json',
    `Content-Length: ${length}`,
    'Connection: keep-alive',
    '\r\n',
  ].join('\r\n')
}
