import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Check, type Ended, runSideBySide } from '../scripts/side-by-side.js'

/** Checks of a folder of their own: each runs a script in it. */
function folder(at_once = 2) {
  const cwd = mkdtempSync(join(tmpdir(), 'countersign-checks-'))
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
  const told: Ended[] = []
  const check = (title: string, script: string, after: string[] = []): Check => ({
    ...{ title, command: process.execPath, args: ['-e', script], after },
  })
  const run = (checks: Check[]) =>
    runSideBySide(checks, { cwd, at_once, ended: (done) => void told.push(done) })
  const titles = () => told.map(({ title, is_ok }) => `${is_ok ? 'ok' : 'FAIL'} ${title}`)
  return { cwd, told, check, run, titles }
}
const leave = (name: string) => `require('fs').writeFileSync(${JSON.stringify(name)}, '')`
/** Ends once a file is there. */
const waitFor = (name: string) =>
  `const t = setInterval(() => require('fs').existsSync(${JSON.stringify(name)}) && clearInterval(t), 5)`

test('two run at the same time: each ends only by what the other does', async () => {
  const { check, run, titles } = folder()
  const both = [
    check('one', `${leave('a')}; ${waitFor('b')}`),
    check('two', `${leave('b')}; ${waitFor('a')}`),
  ]
  expect(await run(both)).toEqual({ passed: 2, failed: 0 })
  expect(titles().sort()).toEqual(['ok one', 'ok two'])
})

test('never more than so many: with one at a time they run in their order', async () => {
  const { check, run, titles, cwd } = folder(1)
  const alone = (name: string) =>
    `const fs = require('fs'); if (fs.readdirSync('.').length) process.exit(1); fs.writeFileSync('${name}', ''); fs.rmSync('${name}')`
  expect(await run(['a', 'b', 'c'].map((name) => check(name, alone(name))))).toEqual({ passed: 3, failed: 0 })
  expect([titles(), readdirSync(cwd)]).toEqual([['ok a', 'ok b', 'ok c'], []])
})

test('one that is after others begins when they have ended, though one of them failed; the rest need not wait', async () => {
  const { check, run, titles, cwd } = folder()
  writeFileSync(join(cwd, 'there'), '')
  const checks = [
    check('build', `${waitFor('other')}; process.on('exit', () => { process.exitCode = 3 })`),
    check('size', `require('fs').readFileSync('other')`, ['build']),
    check('other', leave('other')),
  ]
  expect(await run(checks)).toEqual({ passed: 2, failed: 1 })
  expect(titles().at(-1)).toBe('ok size')
  expect(titles().sort()).toEqual(['FAIL build', 'ok other', 'ok size'])
})

test('what one printed comes whole, with how it ended; one that cannot be started has failed', async () => {
  const { check, run, told } = folder()
  const print = "console.log('out'); console.error('err'); process.exitCode = 1"
  const checks = [check('prints', print), { title: 'none', command: '/no/such/command', args: [] }]
  expect(await run(checks)).toEqual({ passed: 0, failed: 2 })
  const of = (title: string) => told.find((done) => done.title === title)
  expect(of('prints')).toMatchObject({ is_ok: false, output: expect.stringMatching(/out\n|err\n/) })
  expect(of('prints')?.output.split('\n').sort()).toEqual(['', 'err', 'out'])
  expect(of('none')?.output).toContain('ENOENT')
})

test('one that is after a check that there is not is an error, and not waited for', async () => {
  const { check, run } = folder()
  await expect(run([check('size', '', ['build'])])).rejects.toThrow(
    'size waits for a check that there is not',
  )
})
