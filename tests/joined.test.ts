import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { isJoined } from '../packages/cli/scripts/joined.js'
import { temporaryDirectory } from './process/server-process.js'

/** When each was written last, in seconds; null: it is not there. */
type Case = [title: string, core: number | null, cli: number | null, joined: number | null, is: boolean]

test.each<Case>([
  ['what was joined after all was compiled', 1, 2, 3, true],
  ['one package compiled since', 4, 2, 3, false],
  ['compiled at the same moment: who knows', 1, 3, 3, false],
  ['nothing joined yet', 1, 2, null, false],
  ['nothing there at all', null, null, null, false],
])('the joined files are what was compiled last: %s', (_, core, cli, joined, is) => {
  const directory = temporaryDirectory()
  const write = (path: string, at_s: number | null) => {
    const file = join(directory, path)
    mkdirSync(dirname(file), { recursive: true })
    if (at_s === null) return
    writeFileSync(file, '')
    utimesSync(file, at_s, at_s)
  }
  write('packages/core/dist/.tsbuildinfo', core)
  write('packages/cli/dist/.tsbuildinfo', cli)
  write('packages/cli/joined/main.js', joined)
  const packages = pathToFileURL(`${directory}/packages/`)
  expect(isJoined(packages, new URL('cli/joined/main.js', packages))).toBe(is)
})
