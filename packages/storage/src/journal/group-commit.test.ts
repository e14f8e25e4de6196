import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GroupCommit } from './group-commit.js'
import { decodeRow } from './line.js'
import { JournalUnavailable, LINES_PER_ROW, positionOf, seqOf } from './port.js'

/** A disk in the test's hand: each row waits until the test says what becomes of it. */
class FakeDisk {
  readonly rows: { lines: unknown[]; written: () => void; failed: () => void }[] = []
  private position = 0
  under_way = 0

  readonly appendRow = (row: Buffer) => {
    this.under_way += 1
    return new Promise<{ position: number; received_at_ms: number }>((resolve, reject) => {
      const written = () => {
        this.position += 1
        resolve({ position: this.position, received_at_ms: 0 })
      }
      const failed = () => reject(new JournalUnavailable('no room'))
      this.rows.push({ lines: decodeRow(row), written: this.ends(written), failed: this.ends(failed) })
    })
  }

  private ends = (end: () => void) => () => {
    this.under_way -= 1
    end()
  }

  row(index: number) {
    const row = this.rows[index]
    if (!row) throw new Error(`row ${index} was not asked for`)
    return row
  }
}

/** Lets the event loop come round: what was gathered is sent. */
const turn = () => new Promise((resolve) => setImmediate(resolve))
const line = (name: string) => JSON.stringify(name)
const fixture = (pending_bytes_max = 1_000) => {
  const disk = new FakeDisk()
  return { disk, commit: new GroupCommit(disk.appendRow, pending_bytes_max) }
}

test("what comes in one turn shares a row, in order, a request's lines side by side", async () => {
  const { disk, commit } = fixture()
  const appended = [commit.append([line('a'), line('b')]), commit.append([line('c')])]
  expect(disk.rows).toHaveLength(0)
  await turn()
  expect(disk.rows.map((row) => row.lines)).toEqual([['a', 'b', 'c']])
  disk.row(0).written()
  expect(await Promise.all(appended)).toEqual([seqOf(1, 0), seqOf(1, 2)])
})

test('a text of several lines takes as many places: whoever comes behind it knows its own', async () => {
  const { disk, commit } = fixture()
  const appended = [commit.append([`${line('a')},${line('b')}`, line('c')], 3), commit.append([line('d')])]
  await turn()
  disk.row(0).written()
  expect(await Promise.all(appended)).toEqual([seqOf(1, 0), seqOf(1, 3)])
  expect(disk.row(0).lines[3]).toBe('d')
})

test('what comes while rows are being written waits for the next: at most two are under way', async () => {
  const { disk, commit } = fixture()
  const appended: Promise<number>[] = []
  for (const name of ['a', 'b', 'c', 'd']) {
    appended.push(commit.append([line(name)]))
    await turn()
  }
  expect(disk.rows.map((row) => row.lines)).toEqual([['a'], ['b']])
  disk.row(0).written()
  await appended[0]
  await turn()
  expect(disk.rows.map((row) => row.lines)).toEqual([['a'], ['b'], ['c', 'd']])
  disk.row(1).written()
  disk.row(2).written()
  expect((await Promise.all(appended)).map(positionOf)).toEqual([1, 2, 3, 3])
})

test('a row that failed rejects its requests and no others', async () => {
  const { disk, commit } = fixture()
  const first = Promise.allSettled([commit.append([line('a')]), commit.append([line('b')])])
  await turn()
  const second = commit.append([line('c')])
  await turn()
  disk.row(0).failed()
  disk.row(1).written()
  expect((await first).map((settled) => settled.status)).toEqual(['rejected', 'rejected'])
  expect(await second).toBe(seqOf(1, 0))
  expect(commit.bytes_pending).toBe(0)
})

test('full, it refuses at once, and takes again when there is room', async () => {
  const { disk, commit } = fixture(6)
  const taken = commit.append([line('aaaa')])
  expect([commit.full, commit.bytes_pending]).toEqual([true, 6])
  await expect(commit.append([line('b')])).rejects.toBeInstanceOf(JournalUnavailable)
  await turn()
  disk.row(0).written()
  await taken
  await turn()
  expect([commit.full, commit.bytes_pending, disk.rows.length]).toEqual([false, 0, 1])
  const next = commit.append([line('b')])
  await turn()
  disk.row(1).written()
  expect(await next).toBe(seqOf(2, 0))
})

test('bytes are counted as they will be written, not as characters', async () => {
  const { commit } = fixture()
  void commit.append(['"é"'])
  expect(commit.bytes_pending).toBe(4)
})

test('a rider rides behind the requests of the next row, and alone where there is none', async () => {
  const { disk, commit } = fixture()
  commit.ride(line('refusal'))
  const appended = commit.append([line('a')])
  await turn()
  expect(disk.row(0).lines).toEqual(['a', 'refusal'])
  disk.row(0).written()
  await appended
  commit.ride(line('another'))
  await turn()
  expect(disk.row(1).lines).toEqual(['another'])
})

test('regression: riders of a row that failed ride on the next one, and are written once', async () => {
  const { disk, commit } = fixture()
  commit.ride(line('first'))
  const lost = commit.append([line('a')])
  await turn()
  commit.ride(line('second'))
  disk.row(0).failed()
  await expect(lost).rejects.toBeInstanceOf(JournalUnavailable)
  await turn()
  expect(disk.row(1).lines).toEqual(['first', 'second'])
  disk.row(1).written()
  await commit.drained()
  expect(disk.rows).toHaveLength(2)
})

test('riders alone do not try a failing disk again and again: they wait for the next that comes', async () => {
  const { disk, commit } = fixture()
  commit.ride(line('refusal'))
  await turn()
  disk.row(0).failed()
  for (let i = 0; i < 5; i += 1) await turn()
  expect(disk.rows).toHaveLength(1)
  const appended = commit.append([line('a')])
  await turn()
  expect(disk.row(1).lines).toEqual(['a', 'refusal'])
  disk.row(1).written()
  expect(await appended).toBe(seqOf(1, 0))
})

test('drained: when all is written; riders are tried once more, and hold up no stop', async () => {
  const { disk, commit } = fixture()
  const appended = commit.append([line('a')])
  commit.ride(line('refusal'))
  let drained = false
  const draining = commit.drained().then(() => {
    drained = true
  })
  await turn()
  await turn()
  expect(drained).toBe(false)
  disk.row(0).failed()
  await expect(appended).rejects.toBeInstanceOf(JournalUnavailable)
  await draining
  const again = commit.drained()
  await turn()
  expect(disk.row(1).lines).toEqual(['refusal'])
  disk.row(1).failed()
  await again
  expect([disk.rows.length, disk.under_way]).toEqual([2, 0])
})

test('a busy turn does not wait for its end: each 32 requests are a row, as long as rows may be under way', async () => {
  const { disk, commit } = fixture()
  const appended = Array.from({ length: 100 }, () => commit.append([line('a')]))
  expect(disk.rows.map((row) => row.lines.length)).toEqual([32, 32])
  disk.row(0).written()
  await appended[0]
  await turn()
  expect(disk.rows.map((row) => row.lines.length)).toEqual([32, 32, 36])
  for (const row of disk.rows.slice(1)) row.written()
  expect((await Promise.all(appended)).at(-1)).toBe(seqOf(3, 35))
})

test('a row holds no more lines than places can be numbered in it', async () => {
  const { disk, commit } = fixture(10 ** 7)
  const request = Array.from({ length: 1_000 }, () => '0')
  const requests = Array.from({ length: 64 + 70 }, () => commit.append(request))
  for (let i = 0; i < 5; i += 1) commit.ride('1')
  await turn()
  for (const row of disk.rows) row.written()
  await requests[63]
  await turn()
  expect(disk.rows.map((row) => row.lines.length)).toEqual([32_000, 32_000, 65_005, 5_000])
  for (const row of disk.rows.slice(2)) row.written()
  await Promise.all(requests)
  expect(Math.max(...disk.rows.map((row) => row.lines.length))).toBeLessThanOrEqual(LINES_PER_ROW)
})

test('large requests get rows of their own', async () => {
  const { disk, commit } = fixture(10 ** 8)
  const large = line('x'.repeat(700_000))
  const requests = [commit.append([large]), commit.append([large])]
  await turn()
  expect(disk.rows.map((row) => row.lines.length)).toEqual([1, 1])
  for (const row of disk.rows) row.written()
  await Promise.all(requests)
})

test('law: whatever the disk does, each request is whole in the rows that were written, or nowhere', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('append' as const), lines: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant('ride' as const), lines: fc.constant(1) }),
    fc.record({
      kind: fc.constantFrom('write' as const, 'fail' as const, 'turn' as const),
      lines: fc.constant(0),
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { disk, commit } = fixture(10_000)
      const requests: { lines: string[]; done: Promise<PromiseSettledResult<number>[]> }[] = []
      const riders: string[] = []
      const written: unknown[] = []
      let ended = 0
      const end = async (fails: boolean) => {
        const row = disk.rows[ended]
        if (!row) return
        ended += 1
        if (fails) row.failed()
        else {
          written.push(...row.lines)
          row.written()
        }
        await turn()
      }
      for (const [index, { kind, lines }] of steps.entries()) {
        expect(disk.under_way).toBeLessThanOrEqual(2)
        if (kind === 'turn') await turn()
        if (kind === 'write' || kind === 'fail') await end(kind === 'fail')
        if (kind === 'ride') {
          riders.push(`r${index}`)
          commit.ride(line(`r${index}`))
        }
        if (kind === 'append') {
          const names = Array.from({ length: lines }, (_, i) => `${index}-${i}`)
          requests.push({ lines: names, done: Promise.allSettled([commit.append(names.map(line))]) })
        }
      }
      let drained = false
      const draining = commit.drained().then(() => {
        drained = true
      })
      while (!drained) {
        await turn()
        await end(false)
      }
      await draining
      for (const { lines, done } of requests) {
        const [settled] = await done
        const places = lines.map((name) => written.indexOf(name))
        const first = places[0] ?? 0
        expect(places).toEqual(
          settled?.status === 'fulfilled' ? lines.map((_, i) => first + i) : lines.map(() => -1),
        )
      }
      // Riders alone are held up by a failure until somebody comes: draining is somebody.
      expect(written.filter((name) => String(name).startsWith('r')).sort()).toEqual(riders.sort())
      expect(commit.bytes_pending).toBe(0)
    }),
    { numRuns: 100 },
  )
})
