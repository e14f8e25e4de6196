import type { Agent } from 'undici'
import type { CountedEvent } from './books.js'
import { type DatasetAccess, newAgent, purchase, purchaseBeacon, sendBeacon, sendEvents } from './client.js'

/** One report of one conversion on one path. The client sends it until it is acknowledged, always with its event_id. */
interface Report {
  event_id: string
  channel: 'browser' | 'server'
}
const BATCH_EVENTS = 40

/**
 * Clients as they are: each conversion is reported on both paths, singly and in batches, and what was not
 * acknowledged is sent again with the same event_id. It remembers what was.
 */
export class Load {
  /** how often a report was acknowledged, by `event_id channel` */
  readonly acknowledged = new Map<string, number>()
  /** answers other than 200, by status; what got no answer is under 0 */
  readonly refused = new Map<number, number>()
  private readonly waiting: Report[] = []
  private made = 0
  private running = false
  private workers: Promise<void>[] = []
  private agent: Agent | undefined

  constructor(
    private readonly dataset: DatasetAccess,
    private readonly name: string,
  ) {}

  /** Begins to send: new reports and those that still wait. */
  start(url: string, connections: number): void {
    const agent = newAgent(connections)
    this.agent = agent
    this.running = true
    this.workers = Array.from({ length: connections }, (_, worker) => this.work(url, worker, agent))
  }

  /** Sends nothing new; waits for what is under way, and closes its connections. */
  async stop(): Promise<void> {
    this.running = false
    await Promise.all(this.workers)
    await this.agent?.destroy()
  }

  /** Sends what still waits, until all is acknowledged. @throws where it is not after many tries */
  async finish(url: string): Promise<void> {
    const agent = newAgent(4)
    for (let tries = 0; this.waiting.length > 0; tries += 1) {
      if (tries > 20)
        throw new Error(`${this.waiting.length} reports are not acknowledged: ${[...this.refused]}`)
      const reports = this.waiting.splice(0)
      const by = (channel: string) => reports.filter((report) => report.channel === channel)
      for (const report of by('browser')) await this.send(url, [report], agent)
      const server = by('server')
      for (let at = 0; at < server.length; at += 500) await this.send(url, server.slice(at, at + 500), agent)
    }
    await agent.destroy()
  }

  get events(): number {
    return this.made
  }

  /** How many acknowledgements there were. */
  get acknowledgements(): number {
    let all = 0
    for (const times of this.acknowledged.values()) all += times
    return all
  }

  /**
   * Holds what was counted against what was acknowledged.
   * @param acknowledged  as it was at some moment; left out: as it is now
   * @returns what is wrong, in words: an acknowledged report that is lost, a conversion that is counted twice
   */
  faultsIn(
    events: readonly CountedEvent[],
    acknowledged: ReadonlyMap<string, number> = this.acknowledged,
  ): string[] {
    const faults: string[] = []
    const seen = new Map<string, number>()
    const counted = new Map<string, number>()
    for (const event of events) {
      counted.set(String(event.event_id), (counted.get(String(event.event_id)) ?? 0) + 1)
      for (const { event_id, channel } of event.sightings) {
        const report = `${event_id} ${channel}`
        seen.set(report, (seen.get(report) ?? 0) + 1)
      }
    }
    for (const [event_id, times] of counted)
      if (times !== 1) faults.push(`${event_id} is counted ${times} times`)
    for (const [report, times] of acknowledged)
      if ((seen.get(report) ?? 0) < times)
        faults.push(`${report} was acknowledged ${times} times, and is there ${seen.get(report) ?? 0} times`)
    return faults
  }

  private async work(url: string, worker: number, agent: Agent): Promise<void> {
    while (this.running) {
      const again = this.waiting.shift()
      if (again) await this.send(url, [again], agent)
      else if (worker % 2 === 0) await this.send(url, [this.newReport('browser')], agent)
      else
        await this.send(
          url,
          Array.from({ length: BATCH_EVENTS }, () => this.newReport('server')),
          agent,
        )
    }
  }

  /** A conversion that is reported on both paths: this one now, the other with those that wait. */
  private newReport(channel: Report['channel']): Report {
    this.made += 1
    const event_id = `${this.name}-${this.made}`
    if (this.made % 3 === 0)
      this.waiting.push({ event_id, channel: channel === 'browser' ? 'server' : 'browser' })
    return { event_id, channel }
  }

  private async send(url: string, reports: Report[], agent: Agent): Promise<void> {
    const [first] = reports
    if (!first) return
    const status = await (first.channel === 'browser'
      ? sendBeacon(url, this.dataset.id, purchaseBeacon(first.event_id), agent)
      : sendEvents(
          url,
          this.dataset,
          reports.map(({ event_id }) => purchase(event_id)),
          agent,
        )
    ).then(
      (answer) => answer.status,
      () => 0,
    )
    for (const report of reports) {
      const key = `${report.event_id} ${report.channel}`
      if (status === 200) this.acknowledged.set(key, (this.acknowledged.get(key) ?? 0) + 1)
      else this.waiting.push(report)
    }
    if (status !== 200) {
      this.refused.set(status, (this.refused.get(status) ?? 0) + 1)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
