import type { Emulator } from '@countersign/emulator'
import { type Forwarder, startForwarder, undiciFetcher } from '@countersign/forwarder'
import type { Configuration, DataPaths } from '@countersign/storage'
import { type OpenDelivery, openDelivery } from '@countersign/storage/outbox'
import { type DemoDatasets, okOrThrow } from './set-up.js'

/** The id that the emulated side knows. */
const TARGET_ID = '1234567890123456'
const LOOK_MS = 2
/** What is not sent within this waits for the next turn, as it would after an outage. */
const TURN_MS_MAX = 3_000
/** One event in so many is refused over there, each time that it is sent. */
const REFUSED_ONE_IN = 90

/** What delivers the troubled shop's events to the emulator, at the simulated time. */
export class Deliveries {
  private readonly delivery: OpenDelivery
  private readonly forwarder: Forwarder
  private readonly fetcher = undiciFetcher()
  private readonly destination_id: number

  constructor(
    paths: DataPaths,
    configuration: Configuration,
    { troubled, healthy }: DemoDatasets,
    private readonly emulator: Emulator,
    from_position: number,
    private readonly now_ms: () => number,
  ) {
    const to = (dataset_id: string) => ({
      dataset_id,
      target_id: TARGET_ID,
      from_position,
      url: emulator.url,
    })
    const destination = configuration.createDestination(
      { ...to(troubled.dataset_id), kind: 'meta', name: "Meta's side, emulated" },
      SECRETS,
    )
    this.destination_id = okOrThrow(destination).id
    const waiting = configuration.createDestination(
      {
        ...to(healthy.dataset_id),
        kind: 'conversions_api',
        name: 'A second server, paused',
        // Whoever resumes it sees it send.
        allowed_private_hosts: [new URL(emulator.url).hostname],
      },
      SECRETS,
    )
    configuration.changeDestination(okOrThrow(waiting).id, { paused_at_ms: now_ms() })
    emulator.fail({ bad_one_in: REFUSED_ONE_IN })
    this.delivery = openDelivery(paths, configuration)
    this.forwarder = startForwarder({
      outbox: this.delivery.outbox,
      destinations: this.delivery.destinations,
      secrets: (id) => configuration.destinationSecrets(id),
      fetcher: this.fetcher.fetch,
      meta_url: emulator.url,
      limits: { gather_ms: 0 },
      now_ms,
    })
  }

  /** Sends what is due by now. */
  async turn(): Promise<void> {
    while (this.delivery.step());
    for (const end_ms = performance.now() + TURN_MS_MAX; performance.now() < end_ms; ) {
      this.forwarder.wake()
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      const { oldest_due_ms } = this.delivery.status(this.destination_id)
      if (
        this.forwarder.status().requests === 0 &&
        (oldest_due_ms ?? Number.POSITIVE_INFINITY) > this.now_ms()
      )
        return
    }
  }

  /** What was refused is taken when it is sent again. */
  async close(): Promise<void> {
    this.emulator.clearFailures()
    await this.forwarder.stop()
    await this.fetcher.close()
    this.delivery.close()
  }
}
const SECRETS = { access_token: 'a-token-of-the-demo-only', app_secret: null }
