import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Journal, openConfiguration } from '@countersign/storage'
import { expect, onTestFinished, test } from 'vitest'
import { send } from '../receive/send.js'
import { simulatedCollector } from '../receive/simulated-collector.js'
import type { Report } from '../shop/action.js'
import { DAY_MS } from '../shop/times.js'
import { setUp } from './set-up.js'
import { healthyShop, troubledShop } from './shops.js'

const NOW_MS = Date.UTC(2026, 10, 25, 18, 30)
const LATELY_DAYS = 3

/** What is written down is of no matter here. */
const NOWHERE: Journal = {
  full: false,
  bytes_pending: 0,
  last: 0,
  append: async () => 1,
  ride() {},
  async stop() {},
}

test.each([
  ['healthy', healthyShop, () => true],
  // Beside what the troubled shop's server leaves out.
  ['troubled', troubledShop, isWhole],
] as const)('%s: every report is taken, by both channels', async (name, shop, isTaken) => {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-demo-test-'))
  const clock = { ms: NOW_MS }
  const now_ms = () => clock.ms
  const seeds = { now_ms, randomBytes }
  const configuration = openConfiguration(join(directory, 'configuration.db'), seeds)
  onTestFinished(() => {
    configuration.close()
    rmSync(directory, { recursive: true, force: true })
  })
  const sender = setUp(configuration, NOW_MS)[name]
  const app = simulatedCollector({ configuration, journal: NOWHERE, now_ms })
  const refused: Report[] = []
  let taken = 0
  const { reports } = shop({ seed: 1, now_ms: NOW_MS })
  for (const report of reports.filter(({ at_ms }) => at_ms > NOW_MS - LATELY_DAYS * DAY_MS)) {
    clock.ms = report.at_ms
    if ((await send(app, report, sender)) === 200) taken += 1
    else refused.push(report)
  }
  await app.close()
  expect(taken).toBeGreaterThan(1_000)
  expect(refused.filter(isTaken)).toEqual([])
})

function isWhole(report: Report): boolean {
  return !(
    report.channel === 'server' &&
    report.event.event_name === 'Purchase' &&
    report.event.custom_data.currency === undefined
  )
}
