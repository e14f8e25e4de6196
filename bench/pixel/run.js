// What `npm run bench:pixel` runs: the main thread's time for our library and two peers, on one page, in one browser.
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { findChromium, HOW_TO_GET_CHROMIUM } from '../../scripts/chromium.js'
import { machineLine } from '../machine.js'
import { median } from '../medians.js'
import { measure } from './measure.js'
import { siteScripts } from './scripts.js'
import { startSite } from './site.js'

const RUNS = Number(process.argv[2] ?? 9)
const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP *.example 127.0.0.1']

const executablePath = findChromium()
if (executablePath === undefined) throw new Error(HOW_TO_GET_CHROMIUM)
const scripts = await siteScripts()
const site = await startSite(scripts)
const browser = await chromium.launch({ executablePath, args: ARGS })
const names = Object.keys(scripts)
const runs = Object.fromEntries(names.map((name) => [name, []]))
try {
  // The first round only warms up; the order turns, so that none has the best place.
  for (let round = 0; round <= RUNS; round += 1)
    for (let at = 0; at < names.length; at += 1) {
      const name = names[(at + round) % names.length]
      const figures = await measure(browser, site, name)
      if (round > 0) runs[name].push(figures)
    }
} finally {
  await browser.close()
  site.close()
}

const medianOf = (name, figure) => median(runs[name].map((run) => run[figure]))
const [ours, ...peers] = names
console.log(`${machineLine()}\nMain thread, four times slowed; medians of ${RUNS} runs\n`)
console.log(`${'script'.padEnd(14)}${'gzip'.padStart(9)}${'load ms'.padStart(10)}${'event ms'.padStart(10)}`)
for (const name of names) {
  const gzip = gzipSync(scripts[name], { level: 9 }).length
  const [load, event] = ['load_ms', 'event_ms'].map((figure) => medianOf(name, figure).toFixed(2))
  console.log(`${name.padEnd(14)}${String(gzip).padStart(9)}${load.padStart(10)}${event.padStart(10)}`)
}
const missed = []
for (const peer of peers)
  for (const [figure, says] of [
    ['event_ms', 'an event'],
    ['load_ms', 'loading'],
  ]) {
    const ratio = medianOf(ours, figure) / medianOf(peer, figure)
    const is_judged = figure === 'event_ms'
    const verdict = is_judged ? (ratio <= 1 ? '≤ 1  ok' : '≤ 1  MISSED') : ''
    console.log(
      `${`${ours} / ${peer}, ${says}`.padEnd(36)}${ratio.toFixed(2).padStart(7)}  ${verdict}`.trimEnd(),
    )
    if (is_judged && ratio > 1) missed.push(peer)
  }
process.exit(missed.length === 0 ? 0 : 1)
