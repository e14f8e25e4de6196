import type { Order } from '@countersign/core'
import type { SignalsWindow } from '@countersign/core/report'
import type {
  Configuration,
  DeliveryStatus,
  Fold,
  Journal,
  PersonKeys,
  Reports,
  SightingLine,
} from '@countersign/storage'
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
  reports: Pick<Reports, 'events' | 'hourly'>
  /** what quality is told from, as of now; absent: there is no dataset_quality */
  signals?: (dataset_id: string) => Promise<SignalsWindow>
  /** what Countersign's own API and Test Events read beside these; absent: neither is there, as in the emulator */
  api?: Pick<Reports, 'stats' | 'verdicts' | SignalReport>
  /** how delivery stood a moment ago, for each destination; absent: nothing is delivered */
  delivery?: () => readonly DeliveryFigures[]
  /** how many journal rows signal quality was behind a moment ago; undefined: it is not kept */
  signals_behind?: () => number | undefined
  /** where the shop's orders go, synced before it answers; absent: none are taken */
  orders?: OrdersPort
  pixel: Pixel
  now_ms(): number
  /** a whole number from 0 up to `max`, exclusive; `max` at most 2^48 - 1 */
  randomInt(max: number): number
  newTraceId(): string
  /** hexadecimal, lower case */
  sha256(text: string): string
  /** addresses and CIDR ranges whose X-Forwarded-… headers are believed */
  trusted_proxies: string[]
  version: string
}

type SignalReport = 'diagnostics' | 'quality' | 'orders' | 'orderList' | 'aem' | 'troubleshoot'

export interface OrdersPort {
  /**
   * @returns how many are new, and how many say something else than before
   * @throws OrdersUnavailable where they cannot be written now
   */
  add(dataset_id: string, orders: readonly Order[]): Promise<{ added: number; changed: number }>
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
