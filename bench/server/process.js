import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/**
 * Starts a server and waits for the line in which it says where it listens.
 * @returns its pid, address, how long that took, and how to stop it
 */
export async function startProcess(args, env = {}) {
  const started_ms = performance.now()
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  // A measurement that fails does not leave its server running.
  const abandon = () => child.kill('SIGKILL')
  process.once('exit', abandon)
  exited.then(() => process.off('exit', abandon))
  const url = await listensOn(child, exited)
  return {
    pid: child.pid,
    host: url.hostname,
    port: Number(url.port),
    start_ms: performance.now() - started_ms,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

async function listensOn(child, exited) {
  const lines = createInterface({ input: child.stdout })
  const said = new Promise((resolve) => {
    lines.on('line', (line) => {
      const found = /https?:\/\/\S+/.exec(line)
      if (found) resolve(new URL(found[0]))
    })
  })
  const ended = exited.then(([code]) => {
    throw new Error(`the server ended with ${code} before it listened`)
  })
  const url = await Promise.race([said, ended])
  ended.catch(() => {})
  return url
}
