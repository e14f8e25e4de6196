import type { Beacon, Report } from './action.js'
import { beaconOf } from './beacon.js'
import { Journey, SHOP } from './journey.js'
import { DAY_MS } from './times.js'
import type { Traffic } from './traffic.js'
import { publicAddress, visitorOf } from './visitor.js'

const ROBOT =
  'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) ' +
  'Chrome/141.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
const ROBOT_VISITS_A_DAY = 1
/** An office, a school: so many visitors from one address. */
const OFFICE_VISITORS = 7
const RELOADS_SHARE = 0.012

/**
 * What every real shop has a little of: robots, an office behind one address, a thank-you page that is loaded again, an
 * address in a newsletter's link, a free order, a visit by a translated copy of the page. Too little of each to matter.
 */
export function addOddities(traffic: Traffic): void {
  addRobots(traffic)
  const beacons = traffic.reports.filter((report): report is Beacon => report.channel === 'browser')
  if (beacons.length === 0) return
  putInOffice(traffic)
  reloadThankYouPages(traffic, beacons)
  const { random } = traffic
  random.pick(beacons).params.dl = `${SHOP}/?utm_source=newsletter&email=anna.huber%40gmx.de`
  random.pick(beacons).params.dl = 'https://shop-example.translate.goog/?_x_tr_sl=de&_x_tr_tl=tr'
  random.pick(beacons).params['cd[coupon]'] = 'WELCOME10'
  freeOrder(traffic)
}

function addRobots({ begin_ms, now_ms, random, reports }: Traffic): void {
  const visits = Math.round(((now_ms - begin_ms) / DAY_MS) * ROBOT_VISITS_A_DAY)
  for (let n = 0; n < visits; n += 1) {
    const at_ms = begin_ms + Math.floor(random.next() * (now_ms - begin_ms))
    const robot = {
      ...visitorOf(at_ms, random),
      ip: `66.249.66.${random.int(1, 60)}`,
      user_agent: ROBOT,
      is_logged_in: false,
    }
    robot.fbclid = null
    robot.fbc = null
    const [first] = new Journey(at_ms, robot, random, () => '').walk(false)
    if (first !== undefined) reports.push(beaconOf(first, random))
  }
}

/** Some visitors, by all that both channels say of them, at one address. */
function putInOffice({ reports, random }: Traffic): void {
  const office = publicAddress(random)
  const visitors = new Set(Array.from({ length: OFFICE_VISITORS }, () => random.pick(reports).action.visitor))
  for (const report of reports) {
    if (!visitors.has(report.action.visitor)) continue
    if (report.channel === 'browser') report.ip = office
    else report.event.user_data.client_ip_address = office
  }
}

/** The page sends what it was rendered with once more: the same event_id. */
function reloadThankYouPages({ reports, random }: Traffic, beacons: readonly Beacon[]): void {
  for (const beacon of beacons) {
    if (beacon.action.event_name !== 'Purchase' || !random.chance(RELOADS_SHARE)) continue
    const after_ms = random.int(20_000, 600_000)
    const ts = String(Number(beacon.params.ts) + after_ms)
    reports.push({ ...beacon, at_ms: beacon.at_ms + after_ms, params: { ...beacon.params, ts } })
  }
}

/** A voucher paid for all of one order. */
function freeOrder({ reports, random }: Traffic): void {
  const orders = reports.filter(({ action }) => action.event_name === 'Purchase')
  if (orders.length === 0) return
  const { action } = random.pick(orders)
  for (const report of reports) if (report.action === action) setValue(report, 0)
}

function setValue(report: Report, value: number): void {
  if (report.channel === 'browser') report.params['cd[value]'] = String(value)
  else report.event.custom_data.value = value
}
