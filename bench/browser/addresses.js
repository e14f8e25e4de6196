const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const RANGES_DAYS = [7, 28, 93]
const TIMES = 20
const SHARE = 0.95

/** What pages ask the server, by a name; `%` stands for an id or a name. Those of a range are asked for each of several. */
export const ADDRESSES = {
  session: { path: '/api/session' },
  datasets: { path: '/api/datasets' },
  summary: { path: '/api/summary' },
  people: { path: '/api/people' },
  audit: { path: '/api/audit' },
  series: { path: '/api/datasets/%/series', is_ranged: true },
  counted_by_name: { path: '/api/datasets/%/counted-by-name', is_ranged: true },
  event_names: { path: '/api/datasets/%/event-names', is_ranged: true },
  event_name: { path: '/api/datasets/%/event-names/%', is_ranged: true },
  counted: { path: '/api/datasets/%/counted/%' },
  search: { path: '/api/datasets/%/search' },
  events: { path: '/api/datasets/%/events' },
  diagnostics: { path: '/api/datasets/%/diagnostics' },
  quality: { path: '/api/datasets/%/quality' },
  troubleshoot: { path: '/api/datasets/%/troubleshoot/%' },
  orders: { path: '/api/datasets/%/orders', is_ranged: true },
  order_list: { path: '/api/datasets/%/orders/list', is_ranged: true },
  delivery: { path: '/api/datasets/%/delivery' },
  letters: { path: '/api/datasets/%/delivery/%/letters' },
  destinations: { path: '/api/datasets/%/destinations' },
  aem: { path: '/api/datasets/%/aem' },
  domains: { path: '/api/datasets/%/domains' },
  key_events: { path: '/api/datasets/%/key-events' },
  snippet: { path: '/api/datasets/%/snippet' },
  tokens: { path: '/api/datasets/%/tokens' },
  alerts: { path: '/api/datasets/%/alerts' },
  withdrawals: { path: '/api/datasets/%/withdrawals' },
}
/** The names of what is measured: one for each address, or for each range of it. */
export const MEASURED = Object.entries(ADDRESSES).flatMap(([name, { path, is_ranged = false }]) =>
  is_ranged
    ? RANGES_DAYS.map((days) => ({ id: `${name}_${days}d`, name, path, days }))
    : [{ id: name, name, path, days: undefined }],
)
const PATTERNS = Object.entries(ADDRESSES).map(([name, { path }]) => ({
  name,
  pattern: new RegExp(`^${path.replaceAll('%', '[^/]+')}$`),
}))

/**
 * How long the server takes for what pages have asked it, one question at a time, until all of the answer is here.
 * @param asked  paths with their queries, as the browser asked
 * @throws where pages have asked what ADDRESSES does not name
 */
export async function measureAddresses({ url, cookie, asked, say }) {
  const examples = new Map()
  for (const path of asked) {
    const name = nameOf(path)
    examples.set(name, [...(examples.get(name) ?? []), path])
  }
  const figures = {}
  for (const { id, name, days } of MEASURED) {
    const paths = examples.get(name)
    if (paths === undefined) continue
    const took = []
    for (let time = 0; time <= TIMES; time += 1) {
      const path = paths[time % paths.length]
      const took_ms = await answered(url + (days === undefined ? path : inRange(path, days, time)), cookie)
      if (time > 0) took.push(took_ms)
    }
    took.sort((a, b) => a - b)
    figures[`events_manager.asks_${id}_ms`] = took[Math.floor(took.length * SHARE) - 1]
    say(`${id}: p50 ${took[TIMES / 2].toFixed(1)}, p95 ${took[TIMES * SHARE - 1].toFixed(1)} ms`)
  }
  return figures
}

function nameOf(asked) {
  const { pathname } = new URL(asked, 'http://localhost')
  const found = PATTERNS.find(({ pattern }) => pattern.test(pathname))
  if (found === undefined)
    throw new Error(`pages ask ${pathname}, which bench/browser/addresses.js does not name`)
  return found.name
}

/** The same question of the last days, of another minute each time, as a page that stays open asks it. */
function inRange(asked, days, time) {
  const at = new URL(asked, 'http://localhost')
  const until_ms = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS - time * MINUTE_MS
  at.searchParams.set('since', String(until_ms - days * DAY_MS))
  at.searchParams.set('until', String(until_ms))
  return at.pathname + at.search
}

async function answered(url, cookie) {
  const started_ms = performance.now()
  const answer = await fetch(url, { headers: { cookie } })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return performance.now() - started_ms
}
