import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** The command as it is installed; what it runs is built by `npm test` before the tests, else by `npx tsc -b`. */
export const COUNTERSIGN = fileURLToPath(new URL('../../packages/cli/bin/countersign.js', import.meta.url))
const START_MS_MAX = 20_000

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}
export interface ServerProcess {
  /** without a slash at the end */
  url: string
  port: number
  pid: number
  /** all that it has printed so far */
  output(): { stdout: string; stderr: string }
  exited: Promise<Exit>
  /** asks it to stop, and waits until it has */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<Exit>
  /** kill -9, and waits until it is gone */
  kill(): Promise<Exit>
  /** the memory that it holds, in MB */
  memoryMb(): number
}
export interface ServerOptions {
  env?: NodeJS.ProcessEnv
  /** takes what ends it; left out: the end of the test that starts it */
  after?: After
}
/** Takes what is to be done at the end, the last first. */
export type After = (end: () => unknown) => void
const afterTest: After = (end) => onTestFinished(async () => void (await end()))

/** A new directory; gone when the test is. */
export function temporaryDirectory(after: After = afterTest): string {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-process-'))
  after(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
  return directory
}

/** Starts `countersign serve` on a free port, and resolves once it says where it listens. Ends with the test. */
export async function startServer(directory: string, options: ServerOptions = {}): Promise<ServerProcess> {
  const args = [COUNTERSIGN, 'serve', '--port', '0', '--data', directory]
  const child = spawn(process.execPath, args, {
    env: environment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = exitOf(child)
  const { after = afterTest } = options
  after(async () => {
    child.kill('SIGKILL')
    await exited
  })
  const output = collect(child)
  const url = await listening(output, exited)
  const ended = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return exited
  }
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? 0,
    output: () => ({ stdout: output.stdout, stderr: output.stderr }),
    exited,
    stop: (signal = 'SIGTERM') => ended(signal),
    kill: () => ended('SIGKILL'),
    memoryMb: () => memoryMb(child.pid ?? 0),
  }
}

export interface Done {
  code: number | null
  stdout: string
  stderr: string
}

interface CommandOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  after?: After
}

/** Runs a command to its end; no terminal, nothing on its standard input but what is given. */
export async function run(
  args: readonly string[],
  options: CommandOptions & { input?: string } = {},
): Promise<Done> {
  const running = spawnCommand(args, options)
  running.child.stdin?.end(options.input ?? '')
  const { code } = await running.exited
  return { code, ...running.output }
}

/** Starts a command that the test will end, or wait for. */
export function spawnCommand(args: readonly string[], { cwd, env, after = afterTest }: CommandOptions = {}) {
  const options = { env: environment(env), ...(cwd !== undefined && { cwd }) }
  const child = spawn(process.execPath, [COUNTERSIGN, ...args], options)
  const exited = exitOf(child)
  after(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return { child, exited, output: collect(child) }
}

/** Commands on one data directory. Each is a process of its own, as in a shell. */
export interface Commands {
  /** Runs a command with --json. @returns what it printed @throws where it does not exit with 0 */
  json<T>(...args: string[]): Promise<T>
  /** the same for commands that print a JSON line each */
  lines<T>(...args: string[]): Promise<T[]>
  run(...args: string[]): Promise<Done>
}

export function commandsOn(directory: string, after: After = afterTest): Commands {
  const onData = (args: string[]) => run([...args, '--data', directory], { after })
  const printed = async (args: string[]) => {
    const done = await onData([...args, '--json'])
    if (done.code !== 0) throw new Error(`${args.join(' ')}: exit ${done.code}\n${done.stdout}${done.stderr}`)
    return done.stdout
  }
  return {
    json: async (...args) => JSON.parse(await printed(args)),
    lines: async (...args) =>
      (await printed(args))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    run: (...args) => onData(args),
  }
}

/** Ours, without what the one who runs the tests has set. */
function environment(given: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(COUNTERSIGN_|PORT$|HOST$|NODE_)/.test(name),
  )
  return { ...Object.fromEntries(inherited), ...given }
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text
  })
  // A command may end before it has read what it was given.
  child.stdin?.on('error', () => {})
  return output
}

/** `close`, not `exit`: by then all that it printed is here. */
async function exitOf(child: ChildProcess): Promise<Exit> {
  const [code, signal] = await once(child, 'close')
  return { code, signal }
}

async function listening(output: { stdout: string; stderr: string }, exited: Promise<Exit>): Promise<string> {
  let gone = false
  void exited.then(() => {
    gone = true
  })
  const end_ms = performance.now() + START_MS_MAX
  for (;;) {
    const url = /^Countersign listens on (http:\S+)$/m.exec(output.stdout)?.[1]
    if (url !== undefined) return url.replace(/\/$/, '')
    if (gone || performance.now() > end_ms)
      throw new Error(`The server did not start:\n${output.stdout}${output.stderr}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function memoryMb(pid: number): number {
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kb) / 1024
}

/** Asks again and again until the answer is there. @throws where it is not there in time */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  within_ms = 15_000,
): Promise<T> {
  const end_ms = performance.now() + within_ms
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > end_ms) throw new Error(`${what}: not within ${within_ms} ms`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
