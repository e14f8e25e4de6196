import type { CustomProperties, EventArguments, EventData, StandardEvent } from './events.js'

/** 15 to 16 digits. A number must be a safe integer. */
export type DatasetId = string | number

/**
 * Manual advanced matching: plain or hashed, the pixel normalises and hashes what is plain before it leaves.
 * @source reference 1.5
 */
export interface UserData {
  readonly em?: string | undefined
  readonly ph?: string | undefined
  readonly fn?: string | undefined
  readonly ln?: string | undefined
  readonly ge?: string | undefined
  /** YYYYMMDD */
  readonly db?: string | undefined
  readonly ct?: string | undefined
  readonly st?: string | undefined
  readonly zp?: string | undefined
  readonly country?: string | undefined
  readonly external_id?: string | undefined
}

/** `LDU` is limited data use; an empty list says that use is not limited. */
export type DataProcessingOptions = readonly string[]

export interface InitOptions {
  readonly agent?: string | undefined
}

/**
 * The commands that a site uses. What the library takes besides is plumbing, for untyped code.
 * @source reference 1.2, 1.3
 */
export interface Commands {
  (command: 'init', dataset_id: DatasetId, userData?: UserData | null, options?: InitOptions): void
  <E extends StandardEvent>(command: 'track', event: E, ...rest: EventArguments<E>): void
  (command: 'trackCustom', event: string, params?: CustomProperties | null, data?: EventData): void
  <E extends StandardEvent>(
    command: 'trackSingle',
    dataset_id: DatasetId,
    event: E,
    ...rest: EventArguments<E>
  ): void
  (
    command: 'trackSingleCustom',
    dataset_id: DatasetId,
    event: string,
    params?: CustomProperties | null,
    data?: EventData,
  ): void
  (command: 'consent', action: 'grant' | 'revoke'): void
  (command: 'dataProcessingOptions', options: DataProcessingOptions): void
  (command: 'dataProcessingOptions', options: DataProcessingOptions, country: number, state: number): void
  (command: 'setUserProperties', dataset_id: DatasetId, properties: CustomProperties): void
  /** `FirstPartyCookies`, or an automatic feature, such as `InferredEvents` */
  (command: 'optIn' | 'optOut', dataset_id: DatasetId, feature: string): void
  (command: 'set', key: 'autoConfig' | 'firstPartyCookies', on: boolean, dataset_id?: DatasetId): void
  (command: 'set', key: 'trackSingleOnly', on: boolean, dataset_id: DatasetId): void
  (command: 'set', key: 'agent', agent: string, dataset_id: DatasetId): void
  (command: 'set', key: 'userData', userData: UserData): void
  (command: 'set', key: 'endpoint' | 'cdn', url: string): void
}

/** The page's global function. */
export interface Fbq extends Commands {
  /** Set by the library once it runs; until then commands are queued. */
  callMethod?: (...command: unknown[]) => void
  queue: ArrayLike<unknown>[]
  push: Fbq
  loaded: boolean
  version: string
  /** Once the library runs: what each dataset was given, as digests, and how many events it was sent. */
  getState?: () => { pixels: { id: string; userData: { [key: string]: string }; eventCount: number }[] }
  /** Before the first event: PageView is not sent on history changes. */
  disablePushState?: boolean
  /** PageView may be sent more than once a page. */
  allowDuplicatePageViews?: boolean
  /** The console says what is wrong with a call in full. */
  debug?: boolean
  /** The datasets that `loadPixel` has initialised, each with whether user data was given. */
  _cs_ids?: { [dataset_id: string]: boolean }
}

declare global {
  interface Window {
    fbq?: Fbq
    _fbq?: Fbq
  }
}
