import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { dataPaths, openConfiguration, openJournalReader, openReading, ringFold } from '@countersign/storage'
import { bytesIn } from './costs.js'
import { startProcess } from './process.js'

export const BIN = fileURLToPath(new URL('../../packages/cli/bin/countersign.js', import.meta.url))
const LOOK_MS = 2

/** Runs a command as its user would. @returns what it printed, and how long it took */
export async function command(directory, ...args) {
  const started_ms = performance.now()
  const { stdout } = await promisify(execFile)(process.execPath, [BIN, ...args, '--data', directory])
  return { stdout, took_ms: performance.now() - started_ms }
}

/** Makes a data directory with one dataset in it. */
export async function newData(root) {
  const directory = mkdtempSync(join(root, 'data-'))
  const { stdout } = await command(
    directory,
    'dataset',
    'create',
    '--name',
    'Bench',
    '--domain',
    'shop.example',
    '--json',
  )
  const { id, access_token } = JSON.parse(stdout)
  return { directory, dataset_id: id, access_token }
}

/** Starts the real server on a data directory, behind a proxy that it believes. */
export async function startCountersign({ directory, dataset_id, access_token }, profile, more_env = {}) {
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  const env = { COUNTERSIGN_LOG: 'warn', COUNTERSIGN_TRUSTED_PROXIES: '127.0.0.1', ...more_env }
  const server = await startProcess([...profiling, BIN, 'serve', '--port', '0', '--data', directory], env)
  const { host, port } = server
  return { ...server, target: { host, port, dataset_id, access_token } }
}

/** Looks on from outside at how far the fold of a data directory is, as a read does. */
export function watchFold(directory) {
  const paths = dataPaths(directory)
  const configuration = openConfiguration(paths.configuration, { now_ms: Date.now, randomBytes })
  const journal = openJournalReader(paths.journal)
  const reading = openReading(paths, configuration)
  return {
    reading,
    /** Waits until all is counted that is in the journal now. @returns how long that took, in ms */
    async caughtUp() {
      const asked_ms = performance.now()
      const wanted = journal.last()
      ringFold(paths)
      for (;;) {
        const { folded, settled } = reading.cursor()
        if (folded >= wanted && settled) return performance.now() - asked_ms
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      }
    },
    close() {
      reading.close()
      journal.close()
      configuration.close()
    },
  }
}

/** What is on disk for each of so many events: the journal and the facts. Asked when the server has stopped. */
export function bytesPerEvent(directory, events) {
  return bytesIn(directory) / events
}
