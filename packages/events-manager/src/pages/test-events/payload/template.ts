/** The events that a request can be begun with, and what each of them carries. */
export const TEMPLATES = [
  'Purchase',
  'PageView',
  'ViewContent',
  'AddToCart',
  'InitiateCheckout',
  'Lead',
] as const
export type Template = (typeof TEMPLATES)[number]

const CONTENTS = [{ id: 'sku-1', quantity: 1, item_price: 49.9 }]
const OF_PRODUCT = { value: 49.9, currency: 'EUR', content_type: 'product', contents: CONTENTS }
const CUSTOM_DATA: { [name in Template]?: object } = {
  Purchase: OF_PRODUCT,
  ViewContent: OF_PRODUCT,
  AddToCart: OF_PRODUCT,
  InitiateCheckout: { ...OF_PRODUCT, num_items: 1 },
}
/** SHA-256 of jane@shop.example: match keys of a person go hashed. */
const EMAIL_SHA256 = '8911f29841d783b75058ae550fa169b290686b5e0c51aab805c85b885a963700'

/**
 * A request of the Conversions API to begin with: valid as it stands.
 * @param host  of the dataset's site
 * @param now_s  Unix time in seconds
 */
export function templateOf(name: Template, host: string, code: string, now_s: number): string {
  // Another each time: one that was sent before would be its duplicate.
  const event_id = `${name === 'Purchase' ? 'A' : name.toLowerCase()}-${now_s}`
  const custom_data =
    name === 'Purchase' ? { order_id: event_id, ...CUSTOM_DATA.Purchase } : CUSTOM_DATA[name]
  const event = {
    event_name: name,
    event_time: now_s,
    event_id,
    action_source: 'website',
    event_source_url: `https://${host}/`,
    user_data: { em: [EMAIL_SHA256], client_user_agent: 'Mozilla/5.0', client_ip_address: '203.0.113.9' },
    ...(custom_data && { custom_data }),
  }
  return JSON.stringify({ data: [event], test_event_code: code }, null, 2)
}
