import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { aemFile, openAem } from '../aem/aem.js'
import { openPersonKeys } from '../aem/person-keys.js'
import { openConfiguration } from '../configuration/sqlite.js'
import { openTestData, sightingLine } from '../process/data.fixture.js'
import { type DataPaths, dataPaths, lockData, lockTakingOut } from '../process/data-directory.js'
import { openReading } from '../process/reading.js'
import { namesBeside } from '../process/swap-directory.js'
import { temporaryDirectory } from '../temporary.fixture.js'
import { archiveOf, HONEST, honest } from './archive.fixture.js'
import { checkBackup } from './check-backup.js'
import { BackupFailed, BackupRefused } from './problems.js'
import { restoreBackup } from './restore-backup.js'
import { takeBackup } from './take-backup.js'

const NOW_MS = Date.UTC(2026, 10, 25)
const seeds = { now_ms: () => NOW_MS, randomBytes }

const newFile = () => join(temporaryDirectory(), 'backup.tgz')
const take = (paths: DataPaths, file: string, signal?: AbortSignal) =>
  takeBackup(paths, {
    file,
    version: '0.1.0',
    now_ms: seeds.now_ms,
    progress() {},
    ...(signal !== undefined && { signal }),
  })
const restore = (file: string, directory: string, force = false) =>
  restoreBackup(file, directory, { force, who: 'cli', seeds, progress() {} })
const newPlace = () => join(temporaryDirectory(), 'data')

/** Three days of sightings of one dataset, all but the last row counted. */
function threeDays() {
  const data = openTestData()
  const shop = data.createDataset()
  for (const id of ['a', 'b', 'c']) {
    data.live(sightingLine(shop.id, 'browser', id), sightingLine(shop.id, 'server', id))
    data.settle()
    if (id !== 'c') data.passDays(1)
  }
  const before = data.read(shop.id)
  data.live(sightingLine(shop.id, 'server', 'not counted yet'))
  return { ...data, shop, before }
}

/** What one may read of a data directory that nobody serves. */
function readFrom(directory: string, dataset_id: string) {
  const paths = dataPaths(directory)
  const configuration = openConfiguration(paths.configuration, seeds)
  const reading = openReading(paths, configuration)
  const wanted = { event_name: null, since_ms: 0, limit: 1_000 }
  const read = { events: reading.events(dataset_id, wanted), verified: reading.verify() }
  reading.close()
  configuration.close()
  return read
}

describe('a backup', () => {
  test('holds the folds first, then the facts, the configuration, and the journal with its newest day last', async () => {
    const { paths } = threeDays()
    mkdirSync(paths.folds)
    new Database(join(paths.folds, 'quality.db')).exec('CREATE TABLE a (b)').close()
    const { parts, about } = await take(paths, newFile())
    expect(parts.map(({ path }) => path)).toEqual([
      'folds/quality.db',
      'facts.db',
      'configuration.db',
      'journal/2026-11-23.db',
      'journal/2026-11-24.db',
      'journal/2026-11-25.db',
    ])
    expect(about).toMatchObject({ format: 1, version: '0.1.0', created_at_ms: NOW_MS })
    expect(about.store_id).toMatch(/^[0-9a-f]{8}$/)
  })

  test('of a day that is over is the file as it is', async () => {
    const { paths } = threeDays()
    const file = newFile()
    await take(paths, file)
    const archive = gunzipSync(readFileSync(file))
    for (const [day, as_it_is] of [
      ['2026-11-23', true],
      ['2026-11-24', true],
      ['2026-11-25', false],
    ] as const)
      expect([day, archive.includes(readFileSync(join(paths.journal, `${day}.db`)))]).toEqual([day, as_it_is])
  })

  test('holds neither the secret key nor what is not of the store, and says so', async () => {
    const { paths } = threeDays()
    writeFileSync(paths.secret_key, 'the key of all keys')
    writeFileSync(join(paths.directory, 'notes.txt'), 'the key of all keys')
    lockData(paths)?.release()
    const file = newFile()
    const { left_out } = await take(paths, file)
    expect(left_out).toEqual(['notes.txt', 'secret.key'])
    expect(gunzipSync(readFileSync(file)).includes('the key of all keys')).toBe(false)
  })

  test('is for its owner only, takes the place of an older one, and leaves nothing beside it', async () => {
    const { paths } = threeDays()
    const directory = temporaryDirectory()
    const file = join(directory, 'backup.tgz')
    writeFileSync(file, 'an older one', { mode: 0o644 })
    // And what one that was killed has left.
    for (const left of ['backup.tgz.new', 'backup.tgz.new.part', 'backup.tgz.new.part-journal'])
      writeFileSync(join(directory, left), 'half')
    const { bytes } = await take(paths, file)
    expect(readdirSync(directory)).toEqual(['backup.tgz'])
    expect([statSync(file).mode & 0o777, statSync(file).size]).toEqual([0o600, bytes])
  })

  test('holds nothing that was erased before, though its bytes were still in the file', async () => {
    const data = threeDays()
    const secret = 'c0ffee'.repeat(8)
    data.tamper(`CREATE TABLE erased AS SELECT '${secret}' AS em; DROP TABLE erased`)
    expect(data.filesWith(secret)).not.toEqual([])
    const file = newFile()
    await take(data.paths, file)
    expect(gunzipSync(readFileSync(file)).includes(secret)).toBe(false)
  })

  test('of a directory that nothing was ever sent to can be taken and restored', async () => {
    const paths = dataPaths(newPlace())
    openConfiguration(paths.configuration, seeds).close()
    const file = newFile()
    expect((await take(paths, file)).parts.map(({ path }) => path)).toEqual(['configuration.db'])
    const place = newPlace()
    expect(await restore(file, place)).toMatchObject({ datasets: 0, events: 0, until_ms: null, kept: null })
  })

  test('is one at a time', async () => {
    const { paths } = threeDays()
    const first = take(paths, newFile())
    const second = newFile()
    await expect(take(paths, second)).rejects.toThrow(/Another backup of .* is running/)
    expect(existsSync(second)).toBe(false)
    await first
  })

  test('keeps whatever takes something out waiting, and lets it go on afterwards', async () => {
    const { paths } = threeDays()
    const taking = take(paths, newFile())
    expect(lockTakingOut(paths, 0)).toBeUndefined()
    await taking
    const lock = lockTakingOut(paths, 0)
    expect(lock).toBeDefined()
    lock?.release()
  })

  test('that is stopped leaves nothing behind, and the older one as it was', async () => {
    const { paths } = threeDays()
    const directory = temporaryDirectory()
    const file = join(directory, 'backup.tgz')
    writeFileSync(file, 'an older one')
    const stopping = new AbortController()
    const taking = take(paths, file, stopping.signal)
    stopping.abort()
    await expect(taking).rejects.toThrow('abort')
    await expect.poll(() => readdirSync(directory)).toEqual(['backup.tgz'])
    expect(readFileSync(file, 'utf8')).toBe('an older one')
  })

  test('of what a newer version wrote is not taken', async () => {
    const data = threeDays()
    data.tamper('PRAGMA user_version = 99')
    const file = newFile()
    await expect(take(data.paths, file)).rejects.toThrow(/facts\.db was written by a newer version/)
    await expect(take(data.paths, file)).rejects.toBeInstanceOf(BackupFailed)
  })

  test('where nothing can be written says so', async () => {
    const { paths } = threeDays()
    await expect(take(paths, join(temporaryDirectory(), 'none', 'backup.tgz'))).rejects.toThrow(
      /none could not be written: ENOENT/,
    )
  })
})

describe('restored', () => {
  test('it is what it was, what was still to be counted is counted, and the books balance', async () => {
    const { paths, shop, before } = threeDays()
    const file = newFile()
    await take(paths, file)
    const place = newPlace()
    const restored = await restore(file, place)
    expect(restored).toMatchObject({ datasets: 1, events: 4, kept: null, kept_secret_key: null })
    expect(new Date(restored.until_ms ?? 0).toISOString()).toMatch(/^2026-11-25/)
    const { events, verified } = readFrom(place, shop.id)
    expect(events).toHaveLength(4)
    expect(events.slice(1)).toEqual(before.events)
    expect(verified).toMatchObject({ sightings: 7, imbalances: [] })
    expect(statSync(place).mode & 0o777).toBe(0o700)
  })

  test('where there is data, not without --force; with it, the old data is kept', async () => {
    const [there, other] = [threeDays(), threeDays()]
    const file = newFile()
    await take(other.paths, file)
    for (const opened of [
      there.reading,
      there.housekeeping,
      there.counting,
      there.writer,
      there.configuration,
    ])
      opened.close()
    const { directory } = there.paths
    writeFileSync(there.paths.secret_key, 'key')
    const person_keys = openPersonKeys(there.paths.person_keys, randomBytes)
    person_keys.digests(there.shop.id, 'em:a', NOW_MS)
    person_keys.close()
    await expect(restore(file, directory)).rejects.toBeInstanceOf(BackupRefused)
    await expect(restore(file, directory)).rejects.toThrow(/There is data in .*--force/)
    expect(readFrom(directory, there.shop.id).events).toHaveLength(3)

    const { kept, kept_secret_key, person_keys_destroyed } = await restore(file, directory, true)
    expect([person_keys_destroyed, existsSync(dataPaths(kept ?? '').person_keys)]).toEqual([true, false])
    expect(kept).toBe(`${directory}.before-restore-2026-11-25T00-00-00-000Z`)
    expect(kept_secret_key).toBe(join(kept ?? '', 'secret.key'))
    expect(readFrom(directory, other.shop.id).events).toHaveLength(4)
    expect(readFrom(kept ?? '', there.shop.id).events).toHaveLength(3)
  })

  test('of aggregates, days that may have been published since are marked', async () => {
    const there = threeDays()
    openAem(there.paths, there.configuration, { randomBytes, steady_ms: there.clocks.steady_ms }).close()
    const [file, place] = [newFile(), newPlace()]
    await take(there.paths, file)
    await restore(file, place)
    const db = new Database(aemFile(dataPaths(place)), { readonly: true })
    expect(db.prepare('SELECT noisy_from FROM state').pluck().get()).toBe(NOW_MS / 86_400_000)
    db.close()
  })

  test('a directory that only locks and bells are in counts as empty', async () => {
    const { paths } = threeDays()
    const file = newFile()
    await take(paths, file)
    const place = dataPaths(newPlace())
    lockData(place)?.release()
    lockTakingOut(place, 0)?.release()
    writeFileSync(place.bell, '')
    expect(await restore(file, place.directory)).toMatchObject({ kept: null, events: 4 })
    expect(readdirSync(join(place.directory, '..'))).toEqual(['data'])
  })

  test('not while somebody holds the directory', async () => {
    const place = dataPaths(newPlace())
    const lock = lockData(place)
    await expect(restore(archiveOf(honest()), place.directory, true)).rejects.toThrow(
      /A server or a command holds .*Stop it, then restore\. Nothing was changed\./,
    )
    await expect(restore(archiveOf(honest()), place.directory, true)).rejects.toBeInstanceOf(BackupFailed)
    lock?.release()
  })

  const bad: [title: string, file: () => string, says: RegExp][] = [
    ['is cut short', () => archiveOf(honest().slice(0, -1)), /is cut short/],
    ['holds what is no database', () => archiveOf(honest(HONEST)), /cannot be opened/],
  ]
  for (const [title, file, says] of bad)
    test(`not from a file that ${title}: nothing is changed, nothing left behind`, async () => {
      const { paths } = threeDays()
      const beside = () =>
        readdirSync(join(paths.directory, '..')).filter((name) =>
          paths.directory.endsWith(name.split('.')[0] ?? ''),
        )
      const before = beside()
      await expect(restore(file(), paths.directory, true)).rejects.toThrow(says)
      expect(beside()).toEqual(before)
      const place = newPlace()
      await expect(restore(file(), place)).rejects.toBeInstanceOf(BackupRefused)
      expect(readdirSync(join(place, '..'))).toEqual([])
    })

  test('what a restore that was killed has left is no hindrance', async () => {
    const { paths } = threeDays()
    const file = newFile()
    await take(paths, file)
    const place = newPlace()
    for (const left of Object.values(namesBeside(place))) {
      mkdirSync(left)
      writeFileSync(join(left, 'facts.db'), 'half')
    }
    mkdirSync(place)
    expect(await restore(file, place)).toMatchObject({ events: 4 })
    expect(readdirSync(join(place, '..'))).toEqual(['data'])
  })

  test('a dataset that was deleted and is not erased yet is erased there, too', async () => {
    const data = threeDays()
    data.configuration.deleteDataset(data.shop.id)
    const file = newFile()
    await take(data.paths, file)
    const place = newPlace()
    expect(await restore(file, place)).toMatchObject({ datasets: 0, events: 0 })
    const configuration = openConfiguration(dataPaths(place).configuration, seeds)
    expect(configuration.erasures()).toEqual([data.shop.id])
    configuration.close()
  })

  test('facts that know more than the journal are no backup of ours', async () => {
    const data = threeDays()
    data.tamper('UPDATE state SET cursor = 99')
    const file = newFile()
    await take(data.paths, file)
    await expect(checkBackup(file, { progress() {} })).resolves.toBeDefined()
    await expect(restore(file, newPlace())).rejects.toThrow(/facts know of more than its journal holds/)
  })
})
