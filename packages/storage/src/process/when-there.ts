/** Something that may not be there yet: asked for again until it is. */
export class WhenThere<T extends { close(): void }> {
  private opened: T | undefined
  constructor(private readonly open: () => T | undefined) {}

  get(): T | undefined {
    this.opened ??= this.open()
    return this.opened
  }

  close(): void {
    this.opened?.close()
  }
}
