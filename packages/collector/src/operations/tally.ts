/**
 * Counts by two labels, at the cost of two lookups: a scrape turns it into Prometheus's form, a request does
 * not.
 */
export class Tally {
  private readonly counts = new Map<string, Map<string, number>>()

  add(first: string, second: string, count = 1): void {
    let by_second = this.counts.get(first)
    if (by_second === undefined) {
      by_second = new Map()
      this.counts.set(first, by_second)
    }
    by_second.set(second, (by_second.get(second) ?? 0) + count)
  }

  *[Symbol.iterator](): Generator<[first: string, second: string, count: number]> {
    for (const [first, by_second] of this.counts)
      for (const [second, count] of by_second) yield [first, second, count]
  }
}
