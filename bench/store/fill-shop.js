import { dataPaths, openJournalWriter } from '@countersign/storage'
import { BATCH_EVENTS } from '../load/conversions.js'
import { addressOf, visitorOf } from '../load/template.js'
import { rowOf } from './lines.js'
import { NAMES, shopBatch, TURN } from './shop-events.js'

const DAY_MS = 86_400_000
/** Events of one channel only have numbers of their own. */
const FIRST = { both: 0, browser: 500_000_000_000, server: 700_000_000_000 }
const PURCHASES = NAMES.both.filter((event_name) => event_name === 'Purchase').length
const PURCHASE_AT = NAMES.both.indexOf('Purchase')

/**
 * A journal as if a shop's pages and its server had reported over so many days until now.
 * @returns how many rows it has, and what writes the next so many of them
 */
export function openShop({ directory, dataset_id }, { events, days }) {
  const rows = Math.floor(events / BATCH_EVENTS)
  const start_ms = Date.now() - days * DAY_MS
  const each_ms = (days * DAY_MS) / rows
  let row = 0
  const clocks = { wall_ms: () => start_ms, steady_ms: () => row * each_ms }
  const writer = openJournalWriter(dataPaths(directory).journal, true, clocks)
  const turn = TURN.map((kind) => newRow(dataset_id, kind))
  return {
    rows,
    /** @returns whether there are more */
    write(count) {
      for (const end = Math.min(rows, row + count); row < end; row += 1) {
        const { of, fill } = turn[row % TURN.length]
        const happened_ms = start_ms + (of === 'both' ? row - (row % 2) : row) * each_ms
        writer.append('live', fill(batchOf(row), Math.floor(happened_ms / 1000)))
      }
      return row < rows
    },
    close: () => writer.close(),
  }
}

/** Which batch of its kind a row is: a browser's row and the server's behind it are the same one. */
function batchOf(row) {
  const [turns, at] = [Math.floor(row / TURN.length), row % TURN.length]
  return TURN[at].of === 'both' ? turns * 4 + Math.floor(at / 2) : turns
}

function newRow(dataset_id, kind) {
  const body = shopBatch(kind)
  const template = rowOf(dataset_id, kind.channel, body)
  const with_id = body.data.flatMap(({ event_id }, i) => (event_id === undefined ? [] : [i]))
  const with_order = body.data.flatMap(({ custom_data }, i) => (custom_data.order_id ? [i] : []))
  const fill = (batch, time) => {
    const first = FIRST[kind.of] + batch * BATCH_EVENTS
    for (let i = 0; i < BATCH_EVENTS; i += 1) {
      const visitor = visitorOf(first + i)
      template.put({ visitor, time, ...addressOf(visitor) }, i, BATCH_EVENTS)
    }
    for (const [nth, i] of with_id.entries()) template.put({ eid: first + i }, nth, with_id.length)
    for (const [nth, i] of with_order.entries()) template.put({ order: first + i }, nth, with_order.length)
    return template.bytes
  }
  return { of: kind.of, fill }
}

/** The order of the n-th Purchase that both sides report, as it is named in it. */
export function orderOfPurchase(n) {
  const each = (BATCH_EVENTS / NAMES.both.length) * PURCHASES
  const i = (n % each) * NAMES.both.length + PURCHASE_AT
  return String(Math.floor(n / each) * BATCH_EVENTS + i).padStart(12, '0')
}
