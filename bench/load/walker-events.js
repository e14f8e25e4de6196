import { slot, Template, visitorOf } from './template.js'

/** walkerOS events of about what a beacon holds, one a request. */
export function walkerEvents() {
  const body = JSON.stringify({
    name: 'product view',
    data: { id: 'SKU-1', value: 29.95, currency: 'EUR', content_type: 'product', quantity: 1 },
    context: {
      page: ['https://shop.example/p/blue-shirt?colour=blue', 0],
      referrer: ['https://shop.example/', 1],
    },
    globals: { screen: '1920x1080', version: '2.9.324', release: 'stable', language: 'en-GB', frame: false },
    user: { id: `customer-${slot('visitor', 10)}`, device: slot('visitor', 10), session: slot('eid', 12) },
    timing: 1.5,
  })
  const head = [
    'POST /collect HTTP/1.1',
    'Host: t.shop.example',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: keep-alive',
    '\r\n',
  ].join('\r\n')
  const template = new Template(head + body)
  return (n) => template.put({ eid: n, visitor: visitorOf(n) })
}
