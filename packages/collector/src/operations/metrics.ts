import type { Channel } from '@countersign/core'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { DeliveryFigures, Edge } from '../edge.js'
import { Tally } from './tally.js'

/** In seconds. Between 1 and 50 ms lies what a synced commit takes. */
const DURATION_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

/**
 * What `/metrics` shows. Counted in plain numbers while requests run; put into Prometheus's form when it is
 * asked.
 */
export class Metrics {
  private readonly registry = new Registry()
  private readonly requests = new Tally()
  private readonly accepted = new Tally()
  private readonly refused = new Tally()
  private readonly duration: Histogram<'route'>
  private readonly observers = new Map<string, (duration_s: number) => void>()
  private readonly restricted = new Tally()
  private unknown_datasets = 0

  constructor(edge: Pick<Edge, 'journal' | 'fold' | 'delivery' | 'signals_behind' | 'now_ms'>) {
    const { registry } = this
    collectDefaultMetrics({ register: registry })
    this.expose('requests', 'Requests answered, by route and status', ['route', 'status'], this.requests)
    this.expose('events_accepted', 'Events handed to the journal, by channel', ['channel'], this.accepted)
    this.expose('events_refused', 'Events refused, by how and code', ['refused', 'code'], this.refused)
    this.expose(
      'events_restricted',
      'Events measured in the aggregate only, by why',
      ['code'],
      this.restricted,
    )
    this.duration = new Histogram({
      name: 'countersign_request_duration_seconds',
      help: 'How long requests take, by route',
      labelNames: ['route'],
      buckets: DURATION_BUCKETS,
      registers: [registry],
    })
    this.read('events_unknown_dataset', 'Reports for no dataset of ours', () => this.unknown_datasets)
    this.read('journal_pending_bytes', 'What waits to be synced', () => edge.journal.bytes_pending)
    this.read('journal_position', 'The last synced row', () => edge.journal.last)
    this.readDelivery(edge)
    this.read('fold_lag_rows', 'Rows that are not counted yet', () => edge.journal.last - edge.fold.folded)
    const { signals_behind } = edge
    if (signals_behind)
      this.read(
        'signals_lag_rows',
        'Rows that signal quality was not told of yet',
        () => signals_behind() ?? 0,
      )
  }

  /** One request was answered. */
  answered(route: string, status: number, started_ms: number): void {
    this.requests.add(route, String(status))
    let observe = this.observers.get(route)
    if (observe === undefined) {
      observe = this.duration.labels(route).observe
      this.observers.set(route, observe)
    }
    observe((performance.now() - started_ms) / 1000)
  }

  eventsAccepted(channel: Channel, count: number): void {
    this.accepted.add(channel, '', count)
  }

  eventsRefused(refused: 'rejected' | 'blocked', code: string, count: number): void {
    this.refused.add(refused, code, count)
  }

  eventsRestricted(code: string, count: number): void {
    this.restricted.add(code, '', count)
  }

  datasetUnknown(): void {
    this.unknown_datasets += 1
  }

  text(): Promise<string> {
    return this.registry.metrics()
  }

  private expose(name: string, help: string, labelNames: string[], tally: Tally): void {
    new Counter({
      name: `countersign_${name}_total`,
      help,
      labelNames,
      registers: [this.registry],
      collect() {
        this.reset()
        const [first_label = '', second_label] = labelNames
        for (const [first, second, count] of tally)
          this.inc({ [first_label]: first, ...(second_label && { [second_label]: second }) }, count)
      },
    })
  }

  private readDelivery({ delivery, now_ms }: Pick<Edge, 'delivery' | 'now_ms'>): void {
    if (!delivery) return
    const gauge = (
      name: string,
      help: string,
      set: (gauge: Gauge, of: DeliveryFigures, label: Label) => void,
    ) =>
      new Gauge({
        name: `countersign_delivery_${name}`,
        help,
        labelNames: ['dataset_id', 'destination', ...(name === 'events' ? ['state'] : [])],
        registers: [this.registry],
        collect() {
          this.reset()
          for (const of of delivery())
            set(this, of, { dataset_id: of.dataset_id, destination: String(of.destination_id) })
        },
      })
    gauge('events', 'Counted events by their fate at each destination', (to, { counts }, label) => {
      for (const [state, count] of Object.entries(counts)) to.set({ ...label, state }, count)
    })
    gauge('lag_seconds', 'How long the longest waiting event has been due', (to, { oldest_due_ms }, label) =>
      to.set({ ...label }, oldest_due_ms === null ? 0 : Math.max(0, (now_ms() - oldest_due_ms) / 1000)),
    )
    gauge('stopped', '1: nothing is sent until its owner has mended something', (to, { health }, label) =>
      to.set({ ...label }, health?.stopped ? 1 : 0),
    )
  }

  private read(name: string, help: string, value: () => number): void {
    new Gauge({
      name: `countersign_${name}`,
      help,
      registers: [this.registry],
      collect() {
        this.set(value())
      },
    })
  }
}

interface Label {
  dataset_id: string
  destination: string
}
