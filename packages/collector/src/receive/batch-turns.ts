/**
 * Lets one large request at a time be parsed and worked on. Work on it pauses for others in between, and
 * without this every large request that came in meanwhile would be unfolded in memory beside it.
 */
export class BatchTurns {
  private last: Promise<void> = Promise.resolve()

  /** Resolves when it is one's turn; the turn lasts until the function that it gives is called. */
  async take(): Promise<() => void> {
    const before = this.last
    let done = () => {}
    this.last = new Promise((resolve) => {
      done = resolve
    })
    await before
    return done
  }
}
