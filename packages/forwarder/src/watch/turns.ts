/** What is done now and then. */
export interface Chore {
  name: string
  each_ms: number
  run(now_ms: number): unknown
}
export interface TurnPorts {
  /** Reads on in the feed for a while. @returns whether there may be more */
  read(): boolean
  /** how long it leaves the processor to others after a turn of so long, where there is more to read */
  pauseAfter(took_ms: number): number
  /** how long it reads nothing after such an error, ms */
  retryAfter(error: unknown): number
  chores: readonly Chore[]
  now_ms(): number
  /** a clock that only goes forward, ms since any start */
  steady_ms(): number
  /** Something went wrong in a part, and did not the last time. */
  failed(error: unknown, part: string): void
}

/** How long it waits where there is nothing more to read: nobody tells it of newly counted events, or of new orders. */
const LOOK_MS = 100
/** No chore takes more than a fiftieth of the time, however many datasets there are. */
const CHORE_SHARE = 50

/**
 * The turns of a thread that watches. Each reads on, then does the chores that are due. Reading that fails, or never comes
 * to its end, keeps no chore waiting; neither does another chore that fails.
 * @returns takes a turn, and says after how many ms the next is due. It never throws.
 */
export function turns(ports: TurnPorts): () => number {
  const { chores, now_ms, steady_ms } = ports
  const broken = new Set<string>()
  const next_ms = new Map<Chore, number>()
  let read_from_ms = Number.NEGATIVE_INFINITY

  /** @returns undefined where it threw. What is wrong is said once, until it goes well again. */
  function apart<T>(part: string, run: () => T, after?: (error: unknown) => void): T | undefined {
    try {
      const done = run()
      broken.delete(part)
      return done
    } catch (error) {
      if (!broken.has(part)) ports.failed(error, part)
      broken.add(part)
      after?.(error)
      return undefined
    }
  }

  function doChore(chore: Chore): void {
    const started_ms = steady_ms()
    if (started_ms < (next_ms.get(chore) ?? started_ms)) return
    apart(chore.name, () => chore.run(now_ms()))
    next_ms.set(chore, started_ms + Math.max(chore.each_ms, (steady_ms() - started_ms) * CHORE_SHARE))
  }

  const readOn = (started_ms: number): boolean | undefined =>
    apart('reading', ports.read, (error) => {
      read_from_ms = started_ms + ports.retryAfter(error)
    })

  return () => {
    const started_ms = steady_ms()
    const more = started_ms >= read_from_ms && readOn(started_ms)
    for (const chore of chores) doChore(chore)
    if (!more) return LOOK_MS
    return apart('pause', () => ports.pauseAfter(steady_ms() - started_ms)) ?? LOOK_MS
  }
}
