// What `npm test` runs: types, house rules, then every test. The last line counts them all: N passed, N failed.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findOrGetChromium } from './chromium.js'
import { runSideBySide } from './side-by-side.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bin = (name) => join(root, 'node_modules', '.bin', name)
const report = join(tmpdir(), `countersign-tests-${process.pid}.json`)

const tsc = (...args) => ({ command: bin('tsc'), args })
const node = (script) => ({ command: process.execPath, args: [join(root, script)] })
const TYPES = 'types'
const BUILDS = ["the browser's files", "Events Manager's files"]
/** Each is one check: it passes, or fails with what it printed. Those that take longest begin first. */
const CHECKS = [
  { title: TYPES, ...tsc('-b') },
  { title: 'format and lint', command: bin('biome'), args: ['check', '.'] },
  { title: BUILDS[1], ...node('packages/events-manager/scripts/build.js'), after: [TYPES] },
  { title: 'types of the tests', ...tsc('-p', 'tsconfig.tests.json'), after: [TYPES] },
  { title: 'types of Events Manager', ...tsc('-p', 'packages/events-manager'), after: [TYPES, BUILDS[1]] },
  { title: 'nothing unused', command: bin('knip'), args: [], after: [TYPES] },
  {
    title: 'one-way imports',
    command: bin('depcruise'),
    args: ['packages', 'examples', '--config', '.dependency-cruiser.cjs'],
    after: [TYPES],
  },
  { title: 'types of the examples', ...tsc('-p', 'examples/tsconfig.json'), after: [TYPES] },
  { title: 'the command in few files', ...node('packages/cli/scripts/join.js'), after: [TYPES] },
  { title: BUILDS[0], ...node('packages/pixel/scripts/build.js'), after: [TYPES] },
  { title: "the browser's files are small", command: bin('size-limit'), args: [], after: BUILDS },
]
/** Most use one core, and a machine that tests has two. */
const AT_ONCE = 2

const checked = await runSideBySide(CHECKS, {
  cwd: root,
  at_once: AT_ONCE,
  ended({ title, is_ok, seconds, output }) {
    console.log(`${is_ok ? 'ok  ' : 'FAIL'} ${title} (${seconds.toFixed(0)} s)`)
    if (!is_ok) console.log(output)
  },
})
let { passed, failed } = checked

const chromium = findOrGetChromium()
if (chromium !== undefined) process.env.CHROMIUM_PATH = chromium

const vitest = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
const tests = spawnSync(bin('vitest'), vitest, { cwd: root, stdio: 'inherit' })
const counted = readReport()
passed += counted.passed
failed += counted.failed
// A run that ended badly without saying which test failed has failed all the same.
if (tests.status !== 0 && counted.failed === 0) failed += 1

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

function readReport() {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests }
  } catch {
    return { passed: 0, failed: 0 }
  } finally {
    rmSync(report, { force: true })
  }
}
