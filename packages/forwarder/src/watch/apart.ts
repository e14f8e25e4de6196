export interface ApartPorts {
  /** how long a part is left alone after such an error, ms */
  retryAfter(error: unknown): number
  /** a clock that only goes forward, ms since any start */
  steady_ms(): number
  /** Something went wrong in a part, and did not the last time. */
  failed(error: unknown, part: string): void
}
export interface Parts {
  /** @returns what the work returned; false where it threw, or its part is left alone for now */
  run(part: string, work: () => boolean): boolean
  /** the parts that did not go well the last time, by their names */
  broken(): string[]
}

/**
 * Keeps the parts of a work apart: one that throws is told of once, left alone for a while and tried again, until it goes
 * well; the others go on meanwhile.
 */
export function partsApart({ retryAfter, steady_ms, failed }: ApartPorts): Parts {
  const again_ms = new Map<string, number>()
  return {
    run(part, work) {
      if (steady_ms() < (again_ms.get(part) ?? Number.NEGATIVE_INFINITY)) return false
      try {
        const done = work()
        again_ms.delete(part)
        return done
      } catch (error) {
        if (!again_ms.has(part)) failed(error, part)
        again_ms.set(part, steady_ms() + retryAfter(error))
        return false
      }
    },
    broken: () => [...again_ms.keys()].sort(),
  }
}
