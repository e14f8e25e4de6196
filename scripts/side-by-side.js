import { spawn } from 'node:child_process'

/**
 * Runs commands side by side, each begun in its turn once those that it is `after` have ended, well or not.
 * @param checks  `{ title, command, args, after? }`; `after`: titles of checks that stand before it in the list
 * @param at_once  how many run at the same time at most
 * @param ended  told of each when it has ended: `{ title, is_ok, seconds, output }`; what it printed comes whole, in one piece
 * @returns how many passed and failed. One that cannot be started has failed
 */
export async function runSideBySide(checks, { cwd, at_once, ended }) {
  const counted = { passed: 0, failed: 0 }
  const waiting = [...checks]
  const over = new Set()
  const running = new Set()
  const begin = (check) => {
    const run = runOne(check, cwd).then((done) => {
      counted[done.is_ok ? 'passed' : 'failed'] += 1
      over.add(check.title)
      running.delete(run)
      ended(done)
    })
    running.add(run)
  }
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex(({ after = [] }) => after.every((title) => over.has(title)))
    if (next >= 0 && running.size < at_once) begin(waiting.splice(next, 1)[0])
    else if (running.size > 0) await Promise.race(running)
    else throw new Error(`${waiting[0].title} waits for a check that there is not.`)
  }
  return counted
}

function runOne({ title, command, args }, cwd) {
  const started_ms = performance.now()
  return new Promise((resolve) => {
    const printed = []
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk))
    const end = (is_ok, more = '') =>
      resolve({
        title,
        is_ok,
        seconds: (performance.now() - started_ms) / 1_000,
        output: Buffer.concat(printed).toString() + more,
      })
    child.on('error', (error) => end(false, `${error.message}\n`))
    child.on('close', (code) => end(code === 0))
  })
}
