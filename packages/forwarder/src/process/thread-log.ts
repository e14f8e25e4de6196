import type { Log } from '../log.js'

/** A line of a thread's log, on its way to the process that logs it. */
export interface ThreadLine {
  log: 'info' | 'warn' | 'error'
  about: object
  text: string
}

/** The log of a thread: the process that started it writes it. */
export const threadLog = (say: (line: ThreadLine) => void): Log => ({
  info: (about, text) => say({ log: 'info', about: plain(about), text }),
  warn: (about, text) => say({ log: 'warn', about: plain(about), text }),
  error: (about, text) => say({ log: 'error', about: plain(about), text }),
})

/** What can cross to another thread, and be logged there. */
const plain = (about: object): object =>
  Object.fromEntries(
    Object.entries(about).map(([name, value]) => [name, value instanceof Error ? String(value) : value]),
  )
