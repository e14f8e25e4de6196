import { SMALL_BODY_BYTES } from '../limits.js'

/** What Node reads of a connection at once. */
const SLAB_BYTES = 64 * 1024
/** How much is kept for bodies that come later, and the size of a body that needs no memory of its own to be read. */
const FREE_BYTES_MAX = 4 * 2 ** 20
const READ_BYTES_MAX = 2 * 2 ** 20

/**
 * Memory for the large bodies that are coming in, used again for the next. Without it each body leaves its pieces and
 * their sum to be tidied, and that memory outside the heap is tidied late: a burst of batches holds some 80 MB of it.
 */
export class BodySlabs {
  private readonly free: Buffer[] = []
  private reading: Buffer | undefined

  /** Begins to hold one body. */
  begin(): SlabbedBody {
    return new SlabbedBody(this)
  }

  take(): Buffer {
    return this.free.pop() ?? Buffer.allocUnsafeSlow(SLAB_BYTES)
  }

  give(slabs: Buffer[]): void {
    const room = FREE_BYTES_MAX / SLAB_BYTES - this.free.length
    this.free.push(...slabs.splice(0, room))
  }

  /** Where a body is put together: a large one at a time, while it has its turn. */
  readingRoom(bytes: number): Buffer {
    if (bytes <= SMALL_BODY_BYTES || bytes > READ_BYTES_MAX) return Buffer.allocUnsafeSlow(bytes)
    this.reading ??= Buffer.allocUnsafeSlow(READ_BYTES_MAX)
    return this.reading.subarray(0, bytes)
  }
}

/** A body that is coming in, or is here and waits to be read. */
export class SlabbedBody {
  bytes = 0
  private slabs: Buffer[] = []

  constructor(private readonly from: BodySlabs) {}

  add(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      const filled = this.bytes % SLAB_BYTES
      if (filled === 0) this.slabs.push(this.from.take())
      const copied = chunk.copy(this.slabs.at(-1) as Buffer, filled, at)
      this.bytes += copied
      at += copied
    }
  }

  /** Puts it together, and gives its memory back. @returns its bytes; a large one's only until the next is read */
  read(): Buffer {
    const body = this.from.readingRoom(this.bytes)
    for (const [index, slab] of this.slabs.entries()) slab.copy(body, index * SLAB_BYTES)
    this.giveUp()
    return body
  }

  giveUp(): void {
    this.from.give(this.slabs)
    this.slabs = []
    this.bytes = 0
  }
}
