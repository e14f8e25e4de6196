import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryDirectory } from '../temporary.fixture.js'
import { dataPaths } from './data-directory.js'
import { beginImport, forgetImport, hasImports, unfinishedImport } from './import-lock.js'

const begin = (paths: ReturnType<typeof dataPaths>, from: number) => {
  const lock = beginImport(paths, from)
  onTestFinished(() => lock.release())
  return lock
}

test('while they are under way, imports side by side are none that is unfinished', () => {
  const paths = dataPaths(temporaryDirectory())
  expect([hasImports(paths), unfinishedImport(paths)]).toEqual([false, undefined])
  const [one, another] = [begin(paths, 7), begin(paths, 7)]
  expect(one.import_id).not.toBe(another.import_id)
  expect([hasImports(paths), unfinishedImport(paths)]).toEqual([true, undefined])
})

test('one that is done leaves nothing', () => {
  const paths = dataPaths(temporaryDirectory())
  const lock = begin(paths, 7)
  lock.done()
  expect([hasImports(paths), unfinishedImport(paths)]).toEqual([false, undefined])
  lock.release()
  expect([hasImports(paths), unfinishedImport(paths)]).toEqual([false, undefined])
})

test('one that was let go of is unfinished, until it is forgotten; a restart between finds it again', () => {
  const paths = dataPaths(temporaryDirectory())
  const [failed, other] = [begin(paths, 12), begin(paths, 13)]
  failed.release()
  const unfinished = { import_id: failed.import_id, from: 12 }
  expect([unfinishedImport(paths), unfinishedImport(paths)]).toEqual([unfinished, unfinished])
  forgetImport(paths, failed.import_id)
  expect([hasImports(paths), unfinishedImport(paths)]).toEqual([true, undefined])
  other.done()
  expect(readdirSync(paths.imports)).toEqual([])
})

test('one whose process was killed is unfinished', () => {
  const paths = dataPaths(temporaryDirectory())
  begin(paths, 1).done()
  const path = join(paths.imports, '000000000003-0123456789abcdef.db')
  const killed = spawnSync(process.execPath, [
    '-e',
    `const db = new (require('better-sqlite3'))(${JSON.stringify(path)}); db.exec('BEGIN EXCLUSIVE')
     process.kill(process.pid, 'SIGKILL')`,
  ])
  expect(killed.signal).toBe('SIGKILL')
  expect(unfinishedImport(paths)).toEqual({ import_id: '0123456789abcdef', from: 3 })
})
