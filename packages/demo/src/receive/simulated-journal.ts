import { encodeRow, type Journal, type JournalLine, type openJournalWriter } from '@countersign/storage'

/** A line as it was written down, and when. */
export type Journalled = JournalLine & { received_at_ms: number }

/** The real journal, written where it is asked for and not by a thread, so that it is stamped with the simulated time. */
export class SimulatedJournal implements Journal {
  readonly full = false
  readonly bytes_pending = 0
  last = 0

  /** @param seen  is shown each line that was written */
  constructor(
    private readonly writer: ReturnType<typeof openJournalWriter>,
    private readonly seen?: (line: Journalled) => void,
  ) {}

  async append(texts: readonly string[]): Promise<number> {
    const row = encodeRow(texts)
    const { position, received_at_ms } = this.writer.append('live', row)
    if (this.seen)
      for (const line of JSON.parse(row.toString()) as JournalLine[]) this.seen({ ...line, received_at_ms })
    this.last = position
    return position
  }

  /** Nothing waits for it; here it is written at once. */
  ride(line: string): void {
    void this.append([line])
  }

  async stop(): Promise<void> {}
}
