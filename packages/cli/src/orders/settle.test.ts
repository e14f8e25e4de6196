import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  dataPaths,
  openConfiguration,
  openCounting,
  openJournalWriter,
  openOrders,
} from '@countersign/storage'
import { expect, onTestFinished, test } from 'vitest'
import { settle } from './settle.js'

const ORDER = {
  ...{ order_id: '1', placed_at_ms: Date.UTC(2026, 10, 23), value_e4: 95_000, currency: 'USD' },
  ...{ status: 'paid' as const, em: null, ph: null, external_id: null },
}

/** Two who reconcile: the first has begun, so that the second waits for it. */
function openBoth() {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-settle-'))
  const paths = dataPaths(directory)
  const now_ms = Date.now
  const configuration = openConfiguration(paths.configuration, { now_ms, randomBytes })
  const { id } = configuration.createDataset({ name: 'Shop' })
  openJournalWriter(paths.journal, true, { wall_ms: now_ms, steady_ms: now_ms }).close()
  openCounting(paths, configuration).close()
  const server = openOrders(paths, configuration)
  while (server.step());
  const command = openOrders(paths, configuration)
  onTestFinished(() => {
    for (const opened of [command, server, configuration]) opened.close()
    rmSync(directory, { recursive: true, force: true })
  })
  command.addOrders(id, [ORDER])
  return { server, command }
}

test('one who waits for another that does nothing says that it is not all', async () => {
  const { server, command } = openBoth()
  expect(await settle(command, { idle_ms: 50, all_ms: 60_000 })).toBe(false)
  while (server.step());
  expect(await settle(command, { idle_ms: 50, all_ms: 60_000 })).toBe(true)
})

test('while the other goes on it waits longer, but not for ever', async () => {
  const { server, command } = openBoth()
  let rounds = 0
  const slow = {
    step: () => command.step(),
    keepHouse: (now_ms: number) => command.keepHouse(now_ms),
    writtenByOthers: () => command.writtenByOthers(),
    isBehind() {
      // The other takes a step now and then: each is a sign of it.
      rounds += 1
      if (rounds === 3) while (server.step());
      return rounds < 6 || command.isBehind()
    },
  }
  expect(await settle(slow, { idle_ms: 75, all_ms: 60_000 })).toBe(true)
  expect(await settle({ ...slow, isBehind: () => true }, { idle_ms: 60_000, all_ms: 50 })).toBe(false)
})
