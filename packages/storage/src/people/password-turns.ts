/** Too many wait for a password to be looked at. */
export class PasswordsBusy extends Error {
  override name = 'PasswordsBusy'
}

/** A quarter of a second each: who would wait longer than some ten seconds gives up. */
const WAITING_MAX = 32

/** Passwords are looked at one at a time: each takes 16 MB and a core for a moment, which reports must not wait for. */
export class PasswordTurns {
  private waiting = 0
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly waiting_max = WAITING_MAX) {}

  /** @throws PasswordsBusy where too many wait already */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= this.waiting_max) throw new PasswordsBusy('Too many passwords wait.')
    this.waiting += 1
    const turn = this.last.then(work)
    this.last = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      this.waiting -= 1
    }
  }
}
