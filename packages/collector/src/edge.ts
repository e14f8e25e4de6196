import type { TokenSaid } from '@countersign/core'
import type {
  AlertChannel,
  Configuration,
  DeliveryStatus,
  Destination,
  DestinationSecrets,
  Domain,
  Fold,
  Journal,
  PersonKeys,
  Reports,
  SightingLine,
} from '@countersign/storage'
import type { EventsManagerFiles } from './events-manager/files.js'
import type { PixelSettings } from './pixel/pixel-settings.js'

/**
 * All that this stage takes from outside: the stores, the clock, randomness and hashing. Tests give fakes.
 */
export interface Edge {
  configuration: Configuration
  journal: Journal
  /** the keys under which restricted people are digested */
  person_keys: Pick<PersonKeys, 'digests'>
  /** How accepted lines become the journal's text, for a journal that wants to see them first; left out: encodeLines */
  encodeLines?(lines: readonly SightingLine[]): string
  fold: Pick<Fold, 'reaches' | 'folded' | 'stalled'>
  /** what every collector tells of what is counted */
  reports: Pick<Reports, CountedReport>
  /**
   * What is told and taken beside these: by dataset_quality, Countersign's own API, Test Events and the shop's orders.
   * Absent: none of them is there, as in the emulator.
   */
  api?: Omit<Reports, CountedReport | 'stop'>
  /** absent: nothing goes out, as in the emulator */
  outward?: Outward
  /** how delivery stood a moment ago, for each destination; absent: nothing is delivered */
  delivery?: () => readonly DeliveryFigures[]
  /** how many journal rows signal quality was behind a moment ago; undefined: it is not kept */
  signals_behind?: () => number | undefined
  /** what of signal quality could not go on a moment ago, by name; absent: nothing of it is kept */
  signals_broken?: () => readonly string[]
  pixel: Pixel
  /** what stands at `/`; absent: nothing, as in the emulator */
  events_manager?: EventsManagerFiles
  now_ms(): number
  /** a whole number from 0 up to `max`, exclusive; `max` at most 2^48 - 1 */
  randomInt(max: number): number
  newTraceId(): string
  /** hexadecimal, lower case */
  sha256(text: string): string
  /** where people reach it, e.g. `https://t.shop.example`: links say it; absent: they say what was asked */
  origin?: string
  /** addresses and CIDR ranges whose X-Forwarded-… headers are believed */
  trusted_proxies: string[]
  version: string
}

type CountedReport = 'events' | 'hourly'

/** What goes out to others on somebody's wish, each within half a minute. */
export interface Outward {
  /** Looks now whether a domain shows its token, and keeps what it finds. @returns undefined where it is gone meanwhile */
  verifyDomain(domain: Domain): Promise<Domain | undefined>
  /**
   * Sends a test to a channel. `failure`: why it was not taken, in words without anything secret; `rejected`: how many
   * recipients the mail server did not take
   * @throws SecretUnusable where the channel's secret cannot be read back
   */
  testAlert(channel: AlertChannel): Promise<{ failure: string | null; rejected: number }>
  /** Asks a destination what its token is good for; nothing of it is kept. It never rejects. */
  checkToken(destination: Destination, secrets: DestinationSecrets): Promise<TokenSaid>
}

/** The browser's library, built and ready to be served. */
export interface Pixel {
  /** the text of fbevents.js with settings inside */
  library(settings: PixelSettings): string
  /** the text of automatic.js with the rules inside */
  automatic(settings: PixelSettings): string
  /** what goes into a page's head. @param origin  where pages reach us, e.g. `https://t.shop.example` */
  snippet(origin: string, dataset_id: string): string
}

/** How many of a destination's events have which fate, and whether it takes any. */
export type DeliveryFigures = DeliveryStatus & { dataset_id: string }
