import type { Answer } from '@countersign/core'
import type { Fetcher, OutgoingRequest } from '../fetcher.js'
import type { Timers } from '../timers.js'

/** A request that is under way. */
export interface Attempt {
  /** null: it was given up. Never rejects, and never waits for longer than it may. */
  answer: Promise<Answer | null>
  giveUp(): void
}

/** Begins a request. @param ms  how long it may take, whatever the fetcher does */
export function attempt(fetcher: Fetcher, request: OutgoingRequest, timers: Timers, ms: number): Attempt {
  const controller = new AbortController()
  let giveUp: () => void = () => undefined
  const answer = new Promise<Answer | null>((resolve) => {
    const end = (answer: Answer | null) => {
      callOff()
      resolve(answer)
      controller.abort()
    }
    const callOff = timers.after(ms, () => end({ kind: 'network', failure: 'timeout' }))
    giveUp = () => end(null)
    fetcher(request, controller.signal).then(end, () => end({ kind: 'network', failure: 'other' }))
  })
  return { answer, giveUp: () => giveUp() }
}
