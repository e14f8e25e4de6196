import { request } from 'undici'
import { type After, type Exit, eventually, spawnCommand } from '../process/server-process.js'

/** A report as `/emulator/events` lists it, no more than the tests look at. */
export interface Taken {
  dataset_id: string
  event_name: string
  event_id: string | null
  received_at_ms: number
  verdict: 'counted' | 'duplicate'
}
/** As `/emulator/count` has it. */
export interface EmulatorCount {
  requests: number
  requests_failed: number
  received: number
  counted: number
  duplicate: number
  rejected: number
}
/** A failure as `/emulator/fail` takes it. */
export type Failing = Record<string, unknown> & { count?: number }

/** `countersign emulate` in a process of its own. */
export interface EmulatorProcess {
  url: string
  port: number
  count(dataset_id?: string): Promise<EmulatorCount>
  /** all reports that it has accepted, in the order in which they came */
  taken(dataset_id?: string): Promise<Taken[]>
  /** @returns the number by which it can be ended */
  fail(failure: Failing): Promise<number>
  /** how many requests have met a failure */
  hits(id: number): Promise<number>
  /** Ends a failure. */
  mend(id: number): Promise<void>
  /** kill -9, and waits until it is gone */
  kill(): Promise<Exit>
}

const LISTED_MAX = 1_000_000

export async function startEmulatorProcess(args: string[] = [], after?: After): Promise<EmulatorProcess> {
  const given = ['emulate', '--port', '0', '--keep', String(LISTED_MAX), ...args]
  const running = spawnCommand(given, after && { after })
  const url = await eventually('the emulator listens', async () => {
    if (running.child.exitCode !== null)
      throw new Error(`The emulator did not start: ${running.output.stderr}`)
    return /^Countersign emulates Meta on (http:\S+)$/m.exec(running.output.stdout)?.[1]
  })
  const ask = async <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> => {
    const response = await request(`${url}/emulator/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.body.text()
    if (response.statusCode !== 200) throw new Error(`${method} /emulator/${path}: ${text}`)
    return JSON.parse(text) as T
  }
  const of = (dataset_id?: string) => (dataset_id === undefined ? '' : `&dataset_id=${dataset_id}`)
  return {
    url,
    port: Number(new URL(url).port),
    count: (dataset_id) => ask('GET', `count?${of(dataset_id)}`),
    taken: async (dataset_id) => {
      const { events } = await ask<{ events: Taken[] }>('GET', `events?limit=${LISTED_MAX}${of(dataset_id)}`)
      return events
    },
    fail: async (failure) => {
      const { failures } = await ask<{ failures: { id: number }[] }>('POST', 'fail', failure)
      return failures[0]?.id ?? 0
    },
    hits: async (id) => {
      const { failures } = await ask<{ failures: { id: number; hits: number }[] }>('GET', 'fail')
      return failures.find((failure) => failure.id === id)?.hits ?? 0
    },
    mend: async (id) => void (await ask('DELETE', `fail?id=${id}`)),
    kill: () => {
      running.child.kill('SIGKILL')
      return running.exited
    },
  }
}
