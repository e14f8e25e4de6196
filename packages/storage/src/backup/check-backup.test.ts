import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../temporary.fixture.js'
import {
  ABOUT,
  aboutEntry,
  archiveOf,
  type Entry,
  fileWith,
  HONEST,
  honest,
  partOf,
  partsEntry,
  tarOf,
} from './archive.fixture.js'
import { checkBackup } from './check-backup.js'
import { isPartPath } from './format.js'
import { BackupRefused } from './problems.js'

const quietly = { progress() {} }
const check = (file: string) => checkBackup(file, quietly)
const parts = HONEST.map(partOf)
const [facts, configuration, ...journal] = HONEST as [Entry, Entry, ...Entry[]]

test('an honest archive is what it says', async () => {
  expect(await check(archiveOf(honest()))).toEqual({ about: ABOUT, parts })
})

const paths: [path: string, is_part: boolean][] = [
  ['facts.db', true],
  ['configuration.db', true],
  ['journal/2026-11-25.db', true],
  ['folds/match-quality.db', true],
  ['../facts.db', false],
  ['journal/../../2026-11-25.db', false],
  ['journal/../2026-11-25.db', false],
  ['/facts.db', false],
  ['./facts.db', false],
  ['C:\\facts.db', false],
  ['journal\\2026-11-25.db', false],
  ['journal/2026-11-25.db/x', false],
  ['journal//2026-11-25.db', false],
  ['journal/2026-11-25.db-wal', false],
  ['facts.db\n', false],
  ['facts.db\0', false],
  ['FACTS.DB', false],
  ['folds/.db', false],
  ['folds/../x.db', false],
  ['secret.key', false],
  ['lock.db', false],
  ['bell', false],
  ['', false],
]
for (const [path, is_part] of paths)
  test(`${JSON.stringify(path)} is ${is_part ? 'a' : 'no'} part of a backup`, () => {
    expect(isPartPath(path)).toBe(is_part)
  })

/** A pax header that gives the next file another name. */
const renamed = (to: string): Entry => {
  const record = ` path=${to}\n`
  return { path: 'PaxHeader', type: 'ExtendedHeader', text: `${record.length + 2}${record}` }
}
const swapped = (with_: Entry): Entry[] => honest([facts, configuration, with_])

const refused: [title: string, entries: Entry[], says: RegExp][] = [
  ['a name that leads out', swapped({ path: '../evil.db', text: '' }), /\.\.\/evil\.db, which is no part/],
  ['a whole path', swapped({ path: '/etc/cron.d/evil', text: '' }), /\/etc\/cron\.d\/evil, which is no part/],
  ['an innocent name with another in front', [aboutEntry(), renamed('../../evil.db'), facts], /no part/],
  [
    'a link by name',
    [aboutEntry(), { path: 'facts.db', text: '', type: 'SymbolicLink', linkpath: '/etc/passwd' }],
    /facts\.db, which is no plain file \(SymbolicLink\)/,
  ],
  [
    'a second name of another file',
    [aboutEntry(), { path: 'facts.db', text: '', type: 'Link', linkpath: '/etc/passwd' }],
    /no plain file \(Link\)/,
  ],
  [
    'a directory',
    [aboutEntry(), { path: 'journal', text: '', type: 'Directory' }],
    /no plain file \(Directory\)/,
  ],
  ['a pipe', [aboutEntry(), { path: 'facts.db', text: '', type: 'FIFO' }], /no plain file \(FIFO\)/],
  ['a secret key', swapped({ path: 'secret.key', text: 'x' }), /secret\.key, which is no part/],
  ['a file twice', [aboutEntry(), facts, facts], /facts\.db twice/],
  ['a file behind the end', [...honest(), facts], /goes on with facts\.db after its end/],
  ['no list', [aboutEntry(), facts, configuration], /cut short/],
  [
    'a file that the list does not name',
    [aboutEntry(), ...HONEST, partsEntry(parts.slice(1))],
    /facts\.db, which its list does not name/,
  ],
  [
    'a file that is missing',
    [aboutEntry(), facts, configuration, partsEntry(parts)],
    /journal\/2026-11-24\.db is missing/,
  ],
  ['no configuration', honest([facts, ...journal]), /configuration\.db is missing/],
  [
    'more bytes than the list says',
    [
      aboutEntry(),
      facts,
      { ...configuration, text: 'configuration and more' },
      partsEntry([partOf(facts), partOf(configuration)]),
    ],
    /configuration\.db should be 13 bytes long, and is 22/,
  ],
  [
    'other bytes than the list says',
    [
      aboutEntry(),
      facts,
      { ...configuration, text: 'Configuration' },
      partsEntry([partOf(facts), partOf(configuration)]),
    ],
    /configuration\.db is not what was written: its SHA-256 differs/,
  ],
  ['a list that is none', [aboutEntry(), { path: 'parts.json', text: '[{"path":"facts.db"}]' }], /damaged/],
  ['a list that is no JSON', [aboutEntry(), { path: 'parts.json', text: '[' }], /damaged/],
  ['nothing said of itself', [facts, configuration], /no backup of Countersign/],
  [
    'another thing said of itself',
    [{ path: 'backup.json', text: '{"format":"zip"}' }],
    /no backup of Countersign/,
  ],
  ['null said of itself', [{ path: 'backup.json', text: 'null' }], /no backup of Countersign/],
  [
    'a newer format',
    [aboutEntry({ format: 2, version: '9.0.0' })],
    /newer version of Countersign \(9\.0\.0\)/,
  ],
  [
    'a newer schema of the facts',
    [aboutEntry({ version: '1.4.0', schemas: { ...ABOUT.schemas, facts: ABOUT.schemas.facts + 1 } })],
    /newer version of Countersign \(1\.4\.0\)\. Restore it with that version or a later one/,
  ],
  [
    'a newer schema of the journal',
    [aboutEntry({ schemas: { ...ABOUT.schemas, journal: ABOUT.schemas.journal + 1 } })],
    /newer version/,
  ],
  [
    'a version that would write to the terminal',
    [aboutEntry({ format: 2, version: '\u001b[2J' })],
    /newer version of Countersign \(\\u001b\[2J\)/,
  ],
]
for (const [title, entries, says] of refused)
  test(`refused: ${title}`, async () => {
    const error = await check(archiveOf(entries)).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(BackupRefused)
    expect((error as Error).message).toMatch(says)
  })

const strange: [title: string, file: () => string, says: RegExp][] = [
  ['no file', () => join(temporaryDirectory(), 'none'), /cannot be read: ENOENT/],
  ['a directory', () => temporaryDirectory(), /cannot be read: EISDIR/],
  ['an empty file', () => fileWith(Buffer.alloc(0)), /cut short|no backup/],
  ['a text', () => fileWith(Buffer.from('SELECT 1')), /no backup of Countersign/],
  ['a tar that is not packed', () => fileWith(tarOf(honest())), /no backup of Countersign/],
  ['packed twice', () => fileWith(gzipSync(gzipSync(tarOf(honest())))), /no backup of Countersign/],
  ['zeros', () => fileWith(gzipSync(Buffer.alloc(2 ** 24))), /no backup of Countersign/],
  ['another archive', () => archiveOf([{ path: 'package/index.js', text: '' }]), /no backup of Countersign/],
]
for (const [title, file, says] of strange)
  test(`refused: ${title}`, async () => {
    await expect(check(file())).rejects.toThrow(says)
    await expect(check(file())).rejects.toBeInstanceOf(BackupRefused)
  })

const whole = () => readFileSync(archiveOf(honest()))

test('refused: cut short, wherever', async () => {
  const bytes = whole()
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
      await expect(check(fileWith(bytes.subarray(0, length)))).rejects.toBeInstanceOf(BackupRefused)
    }),
    { numRuns: 60 },
  )
})

test('one byte that is another: refused, or it changes nothing of what it holds', async () => {
  const bytes = whole()
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const flipped = Buffer.from(bytes)
      flipped.writeUInt8(flipped.readUInt8(at) ^ by, at)
      const said = await check(fileWith(flipped)).catch((error: unknown) => error)
      // Gzip's header has bytes that say nothing, and a repetition may be taken from one place or another.
      if (!(said instanceof BackupRefused)) expect(said).toEqual({ about: ABOUT, parts })
    }),
    { numRuns: 150 },
  )
})

test('it says how much of the file it has read', async () => {
  const file = archiveOf(honest())
  let read = 0
  await checkBackup(file, {
    progress(bytes) {
      read += bytes
    },
  })
  expect(read).toBe(readFileSync(file).length)
})
