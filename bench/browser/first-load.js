import { openCold } from './open.js'
import { PAGES } from './pages.js'

const IS_CODE = new Set(['script', 'stylesheet'])
const CHART = /columns-chart/

/** What script and style the landing page needs until it is idle: as it came to the browser, and by gzip. */
export async function firstLoad({ url, newPage }) {
  const page = await newPage()
  const code = []
  page.on('requestfinished', (request) => IS_CODE.has(request.resourceType()) && code.push(request))
  await openCold(page, url + PAGES.data_sources.at({}), PAGES.data_sources.shows)
  await page.waitForLoadState('networkidle')
  let served = 0
  let gzip = 0
  for (const request of code) {
    served += (await request.sizes()).responseBodySize
    gzip += await gzipBytes(request.url())
  }
  await page.context().close()
  return {
    'events_manager.first_load_kb': gzip / 1000,
    'events_manager.first_load_served_kb': served / 1000,
    'events_manager.first_load_files': code.length,
    'events_manager.first_load_charts': code.filter((request) => CHART.test(request.url())).length,
  }
}

async function gzipBytes(url) {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'gzip' } })
  if (answer.headers.get('content-encoding') !== 'gzip') throw new Error(`${url} is not served by gzip`)
  const length = Number(answer.headers.get('content-length'))
  await answer.body?.cancel()
  if (!(length > 0)) throw new Error(`${url} does not say its length`)
  return length
}
