import { measureAddresses } from '../browser/addresses.js'
import { firstLoad } from '../browser/first-load.js'
import { openCold, openSignedIn, openWithin } from '../browser/open.js'
import { PAGES } from '../browser/pages.js'
import { median } from '../medians.js'
import { startCountersign } from '../server/countersign.js'
import { keepShop } from '../store/keep-shop.js'

const TIMES = 5
/** Nobody is there: nothing of a benchmark goes to Meta. */
const NOBODY = { COUNTERSIGN_META_URL: 'http://127.0.0.1:9' }
/** Where navigation within begins: a page that has asked for nothing that the others ask for. */
const ELSEWHERE = PAGES.account
const CHART = /columns-chart/
let filled

/**
 * Every page of Events Manager in a real browser on a store of 90 days: until each is usable, opened by itself and gone to;
 * what the server takes for each question that pages ask; and what the first load weighs.
 */
export async function eventsManager(context) {
  const { say, profile } = context
  filled ??= await keepShop(context)
  const { data } = filled
  const server = await startCountersign(data, profile, NOBODY)
  const url = `http://${server.host}:${server.port}`
  const { browser, cookie, newPage } = await openSignedIn(url)
  try {
    const shop = await lookAt(url, cookie, data.dataset_id)
    const figures = { 'events_manager.fill_rate': filled.fill_rate, ...(await firstLoad({ url, newPage })) }
    const asked = new Set()
    const with_chart = new Set()
    for (const [name, page] of Object.entries(PAGES)) {
      const cold = await times(newPage, asked, async (opened) => {
        const loaded = scriptsOf(opened)
        const took_ms = await openCold(opened, url + page.at(shop), page.shows)
        if (loaded.some((script) => CHART.test(script))) with_chart.add(name)
        return took_ms
      })
      const within = await times(newPage, asked, async (opened) => {
        const from = page === ELSEWHERE ? PAGES.people : ELSEWHERE
        await openCold(opened, url + from.at(shop), from.shows)
        return openWithin(opened, page.at(shop), page.shows)
      })
      say(`${name}: cold ${shown(cold)}, within ${shown(within)}`)
      Object.assign(figures, figuresOf(name, cold, within))
    }
    figures['events_manager.chart_pages'] = with_chart.size
    const unwanted = [...with_chart].filter((name) => !PAGES[name].has_chart)
    figures['events_manager.chart_unwanted'] = unwanted.length
    say(`the chart library comes with ${[...with_chart].join(', ')}`)
    return { ...figures, ...(await measureAddresses({ url, cookie, asked: [...asked], say })) }
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** The first of a page only warms up: the server's own caches, and the disk's. */
async function times(newPage, asked, open) {
  const took = []
  for (let time = 0; time <= TIMES; time += 1) {
    const page = await newPage()
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url())
      if (request.method() === 'GET' && request.resourceType() === 'fetch') asked.add(pathname + search)
    })
    const took_ms = await open(page)
    if (time > 0) took.push(took_ms)
    await page.context().close()
  }
  return took
}

function scriptsOf(page) {
  const scripts = []
  page.on('request', (request) => scripts.push(request.url()))
  return scripts
}

function figuresOf(name, cold, within) {
  return {
    [`events_manager.${name}_cold_ms`]: median(cold),
    [`events_manager.${name}_cold_worst_ms`]: Math.max(...cold),
    [`events_manager.${name}_within_ms`]: median(within),
    [`events_manager.${name}_within_worst_ms`]: Math.max(...within),
  }
}

/** An issue, a counted event and its event_id that pages are opened for. */
async function lookAt(url, cookie, dataset_id) {
  const ask = async (path) => (await fetch(`${url}/api/datasets/${dataset_id}/${path}`, { headers: { cookie } })).json()
  const { data } = await ask('events?limit=1&event=Purchase')
  const { diagnoses } = await ask('diagnostics')
  const issue_id = diagnoses.find(({ issue }) => issue.id !== null)?.issue.id
  if (issue_id === undefined) throw new Error('the store has no issue')
  const [event] = data
  return { dataset_id, issue_id, event_id: event.event_id, sighting_id: event.sightings[0].sighting_id }
}

const shown = (took) => `${median(took).toFixed(0)} ms (worst ${Math.max(...took).toFixed(0)})`
