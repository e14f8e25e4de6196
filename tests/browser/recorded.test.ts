// What Meta's library sent for a page's calls, and what ours sends for the same, are the same events to the server.
import { readFileSync } from 'node:fs'
import { decodeBeacon, decodePairs, type Event } from '@countersign/core'
import { expect, test } from 'vitest'
import { BASE_CODE, type Beacon } from './beacon-site.js'
import { aVisitedSite, pageOf, script } from './visited-site.js'

interface Recorded {
  id: string
  kind: string
  page_calls?: string
  url?: string
  body?: string
  expected_requests?: number
  expected?: { page_url?: string; pixel_version?: string }
}

/** 2.9.134 */
const VERSION_MIN = 134

const RECORDED = readFileSync(new URL('../../fixtures/wire/beacons.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded)
  // Versions before these lacked event ids, or hashed nothing.
  .filter(({ expected }) => Number(expected?.pixel_version?.split('.')[2] ?? VERSION_MIN) >= VERSION_MIN)
  // Calls that are written down in short cannot be made again.
  .filter(({ page_calls }) => page_calls !== undefined && !page_calls.includes('...('))

/** Recordings by the calls and the page that led to them. */
const PAGES = new Map<string, Recorded[]>()
for (const one of RECORDED) {
  const { pathname, search, hash } = new URL(one.expected?.page_url ?? 'https://shop.example/x')
  // The page that the calls began on, where they changed the address.
  const path = one.page_calls?.includes('pushState') ? '/a' : pathname + search + hash
  const key = JSON.stringify([one.page_calls, path])
  PAGES.set(key, [...(PAGES.get(key) ?? []), one])
}

const site = aVisitedSite()

for (const [key, recordings] of PAGES) {
  const [calls, path] = JSON.parse(key) as [string, string]
  test(`${recordings.map(({ id }) => id).join(', ')}: ${calls.slice(0, 120)}`, async () => {
    site.reset()
    const begun_ms = Date.now()
    site.pages.set(new URL(path, 'http://x').pathname, { html: pageOf(script(BASE_CODE + calls)) })
    const { page } = await site.visit(path)
    await page.waitForFunction('window.__countersign')
    const theirs = recordings.filter(({ url }) => url !== undefined).map(ofRecorded)
    // A page that was left may still send when the next one is there.
    const ofThisPage = () => site.beacons.filter(({ parameters }) => Number(parameters.ts) >= begun_ms)
    const has = (event: object) => {
      const wanted = JSON.stringify(event)
      return ofThisPage().some((beacon) => JSON.stringify(ofBeacon(beacon)) === wanted)
    }
    // Those that never come are shown by the comparison, beside what came.
    await Promise.race([site.arrived(() => theirs.every(has)), page.waitForTimeout(WAIT_MS)])
    const ours = ofThisPage().map(ofBeacon)
    for (const event of theirs) expect(ours).toContainEqual(event)
    if (recordings.some(({ expected_requests }) => expected_requests === 0)) expect(ours).toEqual([])
  })
}
const WAIT_MS = 3_000

const ofRecorded = ({ url = '', body = '' }: Recorded): object =>
  eventOf(`${url.split('?').slice(1).join('?')}&${body}`)

const ofBeacon = ({ parameters }: Beacon): object => eventOf(new URLSearchParams(parameters).toString())

/**
 * The event that the server makes of a beacon, but for what differs with time and place: when, the site's port,
 * cookies and what is not an event's own; for `aud` and `cn`, second forms of user data that ours does not send; and
 * for `ge`, of which Meta's library hashes another text than Meta's other clients, and we, do.
 */
function eventOf(query: string): object {
  const now_ms = Date.now()
  const decoded = decodeBeacon(decodePairs(query), now_ms)
  if (!decoded.ok) return { problems: decoded.problems }
  const { beacon, event_time, event_source_url, referrer_url, user_data, ...rest } = decoded.value
    .event as Event & {
    [more: string]: unknown
  }
  const { fbp, fbc, aud, audff, cn, ge, ...digests } = user_data as { [key: string]: unknown }
  const at = new URL(String(event_source_url))
  return sorted({
    ...rest,
    page: at.pathname + at.search + at.hash,
    user_data: sorted(digests),
    warnings: decoded.value.warnings.filter((code) => code !== 'event_time_replaced'),
  })
}

const sorted = (object: { [key: string]: unknown }): { [key: string]: unknown } =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))
