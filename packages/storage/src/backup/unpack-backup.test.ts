import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../temporary.fixture.js'
import { aboutEntry, archiveOf, type Entry, HONEST, honest, partOf } from './archive.fixture.js'
import { checkBackup } from './check-backup.js'
import { unpackBackup } from './unpack-backup.js'

const quietly = { progress() {} }

/** Checks one archive and unpacks another, as if somebody had changed the file in between. */
async function unpack(checked: readonly Entry[], unpacked: readonly Entry[]): Promise<string> {
  const into = join(temporaryDirectory(), 'into')
  const seen = await checkBackup(archiveOf(checked), quietly)
  await unpackBackup(archiveOf(unpacked), seen, into, quietly)
  return into
}

test('what was packed is there, for its owner only', async () => {
  const into = await unpack(honest(), honest())
  for (const { path, text } of HONEST) {
    expect(readFileSync(join(into, path), 'utf8')).toBe(text)
    expect(statSync(join(into, path)).mode & 0o777).toBe(0o600)
  }
  for (const directory of [into, join(into, 'journal')]) expect(statSync(directory).mode & 0o777).toBe(0o700)
  expect(readdirSync(into).sort()).toEqual(['configuration.db', 'facts.db', 'journal'])
})

const [facts, ...others] = HONEST as [Entry, ...Entry[]]
const changed: [title: string, entries: Entry[], says: RegExp][] = [
  ['another name', honest([{ ...facts, path: 'folds/x.db' }, ...others]), /folds\/x\.db was not there/],
  ['a name that leads out', [aboutEntry(), { path: '../x', text: '' }], /\.\.\/x was not there/],
  ['a longer file', honest([{ ...facts, text: `${facts.text}more` }, ...others]), /facts\.db was not there/],
  [
    'other bytes',
    honest([{ ...facts, text: facts.text.toUpperCase() }, ...others]),
    /facts\.db is not what it was/,
  ],
  ['the same twice', [aboutEntry(), facts, facts], /facts\.db was not there/],
  ['one less', honest(others), /facts\.db is missing/],
]
for (const [title, entries, says] of changed)
  test(`changed since it was checked: ${title}: refused`, async () => {
    await expect(unpack(honest(), entries)).rejects.toThrow(says)
  })

test('it unpacks into a new directory only: no link that lies there is followed', async () => {
  const parent = temporaryDirectory()
  symlinkSync(temporaryDirectory(), join(parent, 'into'))
  const file = archiveOf(honest())
  const checked = await checkBackup(file, quietly)
  await expect(unpackBackup(file, checked, join(parent, 'into'), quietly)).rejects.toThrow('EEXIST')
})

test('the list of parts is of the check; it is not looked at again', async () => {
  expect(partOf(facts).bytes).toBe(facts.text.length)
  const into = await unpack(honest(), [aboutEntry(), ...HONEST])
  expect(existsSync(join(into, 'facts.db'))).toBe(true)
})
