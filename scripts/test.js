// What `npm test` runs: types, house rules, then every test. The last line counts them all: N passed, N failed.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findOrGetChromium } from './chromium.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bin = (name) => join(root, 'node_modules', '.bin', name)
const report = join(tmpdir(), `countersign-tests-${process.pid}.json`)

/** Each is one check: it passes, or fails with what it printed. */
const CHECKS = [
  ['types', bin('tsc'), ['-b']],
  ["the browser's files", process.execPath, [join(root, 'packages/pixel/scripts/build.js')]],
  ["Events Manager's files", process.execPath, [join(root, 'packages/events-manager/scripts/build.js')]],
  ['types of Events Manager', bin('tsc'), ['-p', 'packages/events-manager']],
  ["the browser's files are small", bin('size-limit'), []],
  ['types of the tests', bin('tsc'), ['-p', 'tsconfig.tests.json']],
  ['types of the examples', bin('tsc'), ['-p', 'examples/tsconfig.json']],
  ['format and lint', bin('biome'), ['check', '.']],
  ['one-way imports', bin('depcruise'), ['packages', 'examples', '--config', '.dependency-cruiser.cjs']],
  ['nothing unused', bin('knip'), []],
]

let passed = 0
let failed = 0
for (const [title, command, given] of CHECKS) {
  const done = spawnSync(command, given, { cwd: root, encoding: 'utf8' })
  if (done.status === 0) passed += 1
  else failed += 1
  console.log(`${done.status === 0 ? 'ok  ' : 'FAIL'} ${title}`)
  if (done.status !== 0) console.log(`${done.stdout}${done.stderr}`)
}

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
