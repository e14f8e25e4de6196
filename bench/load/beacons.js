import { ADDRESS, addressOf, slot, Template, visitorOf } from './template.js'

/** What the pages of a shop report, as Meta's own pixel writes it. */
const REPORTS = [
  ['PageView', 'https://shop.example/', ''],
  ['ViewContent', 'https://shop.example/p/blue-shirt?colour=blue', product('SKU-1', '29.95')],
  ['AddToCart', 'https://shop.example/p/blue-shirt?colour=blue', product('SKU-1', '29.95')],
  ['Purchase', 'https://shop.example/checkout/thank-you', `${product('SKU-1', '59.90')}&cd[num_items]=2`],
]
export const EVENT_NAMES = REPORTS.map(([event_name]) => event_name)
export const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

/**
 * The beacons of one connection, as they come through a shop's proxy to its own site: the n-th has an eid of its own,
 * and comes from one of many visitors.
 */
export function beacons({ dataset_id }) {
  const templates = REPORTS.map((report) => new Template(requestOf(dataset_id, report)))
  return (n) => {
    const visitor = visitorOf(n)
    return templates[n % templates.length].put({ eid: n, ts: Date.now(), visitor, ...addressOf(visitor) })
  }
}

function requestOf(dataset_id, [event_name, page, custom_data]) {
  const fbp = `fb.1.${Date.now()}.${slot('visitor', 10)}`
  const query =
    `id=${dataset_id}&ev=${event_name}&dl=${encodeURIComponent(page)}&rl=https%3A%2F%2Fshop.example%2F&if=false` +
    `&ts=${slot('ts', 13)}${custom_data}&sw=1920&sh=1080&v=2.9.324&r=stable&ec=0&o=4126&fbp=${fbp}&ler=empty` +
    `&it=${slot('ts', 13)}&coo=false&eid=${slot('eid', 12)}&expv2[0]=pl0&expv2[1]=el3&expv2[2]=bc1&expv2[3]=ra0` +
    '&expv2[4]=rp0&expv2[5]=im1&expv2[6]=hf1&rqm=GET'
  return [
    `GET /tr/?${query} HTTP/1.1`,
    'Host: t.shop.example',
    `X-Forwarded-For: ${ADDRESS}`,
    'X-Forwarded-Proto: https',
    `User-Agent: ${USER_AGENT}`,
    'Accept: image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8',
    'Accept-Language: en-GB,en;q=0.9',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Referer: https://shop.example/',
    `Cookie: _fbp=${fbp}; _ga=GA1.1.123456789.1795450000; session=f00dcafe`,
    'Sec-Fetch-Dest: image',
    'Sec-Fetch-Mode: no-cors',
    'Sec-Fetch-Site: same-site',
    'Connection: keep-alive',
    '\r\n',
  ].join('\r\n')
}

function product(id, value) {
  const contents = encodeURIComponent(JSON.stringify([{ id, quantity: 1, item_price: value }]))
  const custom_data = `&cd[content_ids]=%5B%22${id}%22%5D&cd[content_type]=product&cd[contents]=${contents}`
  return `${custom_data}&cd[value]=${value}&cd[currency]=EUR`
}
