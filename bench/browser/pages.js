/**
 * Every page of Events Manager by its address, as src/router.tsx of events-manager has them.
 * `shows` is there when the page's data is; `shop` says of what data.
 */
export const PAGES = {
  data_sources: { at: () => '/', shows: 'main tbody tr' },
  new: { at: () => '/new', shows: 'main form' },
  account: { at: () => '/account', shows: 'main form' },
  people: { at: () => '/people', shows: 'main tbody tr' },
  audit: { at: () => '/audit', shows: 'main tbody tr' },
  overview: { at: of('overview'), shows: 'main figure svg', has_chart: true },
  overview_28d: { at: of('overview?since=28d'), shows: 'main figure svg', has_chart: true },
  overview_90d: { at: of('overview?since=90d'), shows: 'main figure svg', has_chart: true },
  events: { at: of('events'), shows: 'main tbody tr' },
  events_28d: { at: of('events?since=28d'), shows: 'main tbody tr' },
  events_90d: { at: of('events?since=90d'), shows: 'main tbody tr' },
  search: {
    at: ({ dataset_id, event_id }) => `/d/${dataset_id}/events?q=${event_id}`,
    shows: 'main tbody tr, main li a',
  },
  event: { at: of('events/Purchase'), shows: 'main tbody tr' },
  event_90d: { at: of('events/Purchase?since=90d'), shows: 'main tbody tr' },
  counted: {
    at: ({ dataset_id, sighting_id }) => `/d/${dataset_id}/counted/${sighting_id}`,
    shows: 'main tbody tr',
  },
  test_events: { at: of('test-events'), shows: 'main button' },
  diagnostics: { at: of('diagnostics'), shows: 'main li a' },
  issue: { at: ({ dataset_id, issue_id }) => `/d/${dataset_id}/diagnostics/${issue_id}`, shows: 'main h2' },
  check: { at: of('check/purchases_missing'), shows: 'main h2' },
  orders: { at: of('orders'), shows: 'main tbody tr' },
  orders_90d: { at: of('orders?since=90d'), shows: 'main tbody tr' },
  delivery: { at: of('delivery'), shows: 'main tbody tr' },
  priorities: { at: of('priorities'), shows: 'main button' },
  add_events: { at: of('add-events'), shows: 'main a' },
  add_pixel: { at: of('add-events/pixel'), shows: 'main pre' },
  add_conversions_api: { at: of('add-events/conversions-api'), shows: 'main pre' },
  settings: { at: of('settings/general'), shows: 'main form' },
  settings_tokens: { at: of('settings/tokens'), shows: 'main tbody tr, main button' },
  settings_delivery: { at: of('settings/delivery'), shows: 'main h2' },
}

function of(place) {
  return ({ dataset_id }) => `/d/${dataset_id}/${place}`
}
