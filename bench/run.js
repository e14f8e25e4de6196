// What `npm run bench` runs: each section, as often as asked, then a table of the medians beside their limits.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FIGURES } from './figures.js'
import { machineLine } from './machine.js'
import { batches, sustained } from './measure/batches.js'
import { beside, delivery } from './measure/delivery.js'
import { eventsManager } from './measure/events-manager.js'
import { loops } from './measure/loops.js'
import { signals } from './measure/signals.js'
import { mixed, paced, singles } from './measure/singles.js'
import { store } from './measure/store.js'
import { walkeros } from './measure/walkeros.js'
import { mediansOf } from './medians.js'
import { readOptions } from './options.js'
import { judged, tableOf } from './table.js'

const MEASURES = {
  singles,
  paced,
  mixed,
  batches,
  sustained,
  loops,
  walkeros,
  store,
  delivery,
  beside,
  signals,
  'events-manager': eventsManager,
}
const RESULTS = fileURLToPath(new URL('results.json', import.meta.url))

const { only, runs, store_events, keep, profile } = readOptions()
const machine = machineLine()
const root = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
const say = (text) => process.stderr.write(`  ${text}\n`)
const measured = []
try {
  for (let run = 1; run <= runs; run += 1) measured.push(await measureAll(run))
} finally {
  rmSync(root, { recursive: true })
}

const medians = mediansOf(measured)
console.log(
  `\n${machine}\nMedians of ${runs} run${runs === 1 ? '' : 's'}; the store holds ${store_events.toLocaleString('en')} events`,
)
console.log(tableOf(medians))
writeFileSync(RESULTS, `${JSON.stringify({ machine, runs, store_events, medians, measured }, null, 2)}\n`)
const missed = Object.entries(medians).filter(([id, value]) => judged(FIGURES[id], value) === 'MISSED')
console.log(
  `\n${missed.length === 0 ? 'All limits kept.' : `${missed.length} missed: ${missed.map(([id]) => id).join(', ')}`}`,
)

async function measureAll(run) {
  const figures = {}
  for (const section of only) {
    process.stderr.write(`run ${run} of ${runs}: ${section}\n`)
    Object.assign(figures, await MEASURES[section]({ root, keep, profile, say, store_events }))
  }
  return figures
}
