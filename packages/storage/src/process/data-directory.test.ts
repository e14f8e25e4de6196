import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../temporary.fixture.js'
import { dataPaths, lockData } from './data-directory.js'

test('a data directory is made where there is none, for its owner only', () => {
  const { directory } = dataPaths(join(temporaryDirectory(), 'a', 'b'))
  expect(statSync(directory).mode & 0o777).toBe(0o700)
})

test('one holds the lock until it is released', () => {
  const paths = dataPaths(temporaryDirectory())
  const lock = lockData(paths)
  expect(lock).toBeDefined()
  expect(lockData(paths)).toBeUndefined()
  lock?.release()
  const next = lockData(paths)
  expect(next).toBeDefined()
  next?.release()
})

test('a process that is killed holds nothing', () => {
  const paths = dataPaths(temporaryDirectory())
  const killed = spawnSync(process.execPath, [
    '-e',
    `const db = new (require('better-sqlite3'))(${JSON.stringify(paths.lock)}); db.exec('BEGIN EXCLUSIVE')
     process.kill(process.pid, 'SIGKILL')`,
  ])
  expect(killed.signal).toBe('SIGKILL')
  const lock = lockData(paths)
  expect(lock).toBeDefined()
  lock?.release()
})
