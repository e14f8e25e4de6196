import { measureAddresses } from '../browser/addresses.js'
import { firstLoad } from '../browser/first-load.js'
import { openCold, openSignedIn, openWithin } from '../browser/open.js'
import { PAGES } from '../browser/pages.js'
import { median } from '../medians.js'
import { startCountersign } from '../server/countersign.js'
import { keepShop } from '../store/keep-shop.js'

const TIMES = 5
/** A browser keeps what it compiled of a file once it has met it again. */
const VISITS_BEFORE = 3
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
  const visit = { url, newPage, shop: await lookAt(url, cookie, data.dataset_id) }
  try {
    const { asked, with_chart } = await lookThrough(visit)
    say(`the chart library comes with ${with_chart.join(', ')}`)
    return {
      'events_manager.fill_rate': filled.fill_rate,
      'events_manager.chart_pages': with_chart.length,
      'events_manager.chart_unwanted': with_chart.filter((name) => !PAGES[name].has_chart).length,
      ...(await firstLoad(visit)),
      ...(await measureAddresses({ url, cookie, asked, say })),
      ...(await measurePages(visit, say)),
    }
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** Opens each page once: what they ask, and which load the chart library. It warms up the server, and the disk. */
async function lookThrough({ url, newPage, shop }) {
  const asked = new Set()
  const with_chart = new Set()
  for (const [name, { at, shows }] of Object.entries(PAGES)) {
    const page = await newPage()
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url())
      if (request.method() === 'GET' && request.resourceType() === 'fetch') asked.add(pathname + search)
      if (CHART.test(pathname)) with_chart.add(name)
    })
    await openCold(page, url + at(shop), shows)
    await page.context().close()
  }
  return { asked: [...asked], with_chart: [...with_chart] }
}

async function measurePages({ url, newPage, shop }, say) {
  const figures = {}
  for (const [name, { at, shows }] of Object.entries(PAGES)) {
    const cold = await times(newPage, (page) => openCold(page, url + at(shop), shows))
    const again = await timesAgain(newPage, (page) => openCold(page, url + at(shop), shows))
    const from = PAGES[name] === ELSEWHERE ? PAGES.people : ELSEWHERE
    const within = await times(newPage, async (page) => {
      await openCold(page, url + from.at(shop), from.shows)
      return openWithin(page, at(shop), shows)
    })
    say(`${name}: opened ${shown(cold)}, again ${shown(again)}, gone to ${shown(within)}`)
    Object.assign(figures, figuresOf(name, { cold, again, within }))
  }
  return figures
}

async function times(newPage, open) {
  const took = []
  for (let time = 0; time < TIMES; time += 1) {
    const page = await newPage()
    took.push(await open(page))
    await page.context().close()
  }
  return took
}

/** In a browser that was on the page before, as that of anybody who works with it: its files are there, compiled. */
async function timesAgain(newPage, open) {
  const page = await newPage()
  const took = []
  for (let time = 0; time < VISITS_BEFORE + TIMES; time += 1) {
    const took_ms = await open(page)
    if (time >= VISITS_BEFORE) took.push(took_ms)
    await page.goto('about:blank')
  }
  await page.context().close()
  return took
}

function figuresOf(name, taken) {
  const figures = {}
  for (const [how, took] of Object.entries(taken)) {
    figures[`events_manager.${name}_${how}_ms`] = median(took)
    figures[`events_manager.${name}_${how}_worst_ms`] = Math.max(...took)
  }
  return figures
}

/** An issue, a counted event and its event_id that pages are opened for. */
async function lookAt(url, cookie, dataset_id) {
  const ask = async (path) =>
    (await fetch(`${url}/api/datasets/${dataset_id}/${path}`, { headers: { cookie } })).json()
  const { data } = await ask('events?limit=1&event=Purchase')
  const { diagnoses } = await ask('diagnostics')
  const issue_id = diagnoses.find(({ issue }) => issue.id !== null)?.issue.id
  if (issue_id === undefined) throw new Error('the store has no issue')
  const [event] = data
  return { dataset_id, issue_id, event_id: event.event_id, sighting_id: event.sightings[0].sighting_id }
}

const shown = (took) => `${median(took).toFixed(0)} ms (worst ${Math.max(...took).toFixed(0)})`
