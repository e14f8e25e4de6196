import { randomBytes } from 'node:crypto'
import { dataPaths, openConfiguration, openOrders } from '@countersign/storage'
import { runChild } from '../child.js'
import { watchFold } from '../server/countersign.js'
import { openShop, orderOfPurchase } from './fill-shop.js'
import { openFold } from './open-fold.js'

const SIGNALS = new URL('../peers/signals-beside.js', import.meta.url)
/** So much is written, then counted: the feed that the others read is kept as short as in a server. */
const ROWS_AT_ONCE = 500
/** How far the folds that watch may be behind when the feed is shortened: far less than what is kept of it. */
const BEHIND_MAX = 300
const LOOK_MS = 20
const ORDERS = 100_000
const DAY_MS = 86_400_000
/** Purchases that a batch which both sides report holds, and how many rows hold such a one. */
const PURCHASES_EACH = 50
const ROWS_EACH = 2.5

/** Writes, counts and watches so many events, as the server would have: two processes, as it has two threads for it. */
export async function makeShop(data, { events, days }) {
  const shop = openShop(data, { events, days })
  let has_more = shop.write(ROWS_AT_ONCE)
  const watched = runChild(SIGNALS, { ...data, rows: shop.rows })
  const { fold, keepHouse, close } = openFold(data.directory)
  const look = watchFold(data.directory)
  for (; ; has_more = shop.write(ROWS_AT_ONCE)) {
    while (fold.step()) await new Promise((resolve) => setImmediate(resolve))
    while (look.reading.signalsBehind() > BEHIND_MAX)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    keepHouse()
    if (!has_more) break
  }
  await watched
  look.close()
  close()
  shop.close()
  tellOrders(data, { events, days })
}

/** The shop's own orders of these days, in the order in which they were placed: of each second one there is a Purchase. */
function tellOrders({ directory, dataset_id }, { events, days }) {
  const paths = dataPaths(directory)
  const configuration = openConfiguration(paths.configuration, { now_ms: Date.now, randomBytes })
  const orders = openOrders(paths, configuration)
  const now_ms = Date.now()
  const purchases = Math.floor(events / 1_000 / ROWS_EACH) * PURCHASES_EACH
  for (let from = 0; from < ORDERS; from += 1_000)
    orders.addOrders(
      dataset_id,
      Array.from({ length: 1_000 }, (_, n) => {
        const share = (from + n) / ORDERS
        return {
          order_id: n % 2 === 0 ? orderOfPurchase(Math.floor(share * purchases)) : `SO-${from + n}`,
          placed_at_ms: now_ms - Math.floor((1 - share) * days * DAY_MS),
          value_e4: 100_000 + from + n,
          currency: 'EUR',
          status: 'paid',
          ...{ em: null, ph: null, external_id: null },
        }
      }),
    )
  orders.close()
  configuration.close()
}
