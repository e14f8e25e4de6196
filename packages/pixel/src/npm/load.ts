import { page, replayEarly } from './call.js'
import type { DatasetId, Fbq, UserData } from './fbq.js'
import { installStub } from './stub.js'

interface LoadSettings {
  /** Where Countersign answers, `https://t.shop.example`; without a scheme it is https. */
  readonly host: string
  /** The nonce of the page's Content-Security-Policy, for the script element. */
  readonly nonce?: string | undefined
  /** false keeps automatic events off, whatever the dataset's settings say. */
  readonly autoConfig?: boolean | undefined
  /** Manual advanced matching; hashed in the browser before it leaves. */
  readonly advancedMatching?: UserData | undefined
  /** `revoked` holds every event in the page until `consent('grant')`. */
  readonly consent?: 'granted' | 'revoked' | undefined
  /** true has the console say in full what is wrong with a call. */
  readonly debug?: boolean | undefined
  /** true: the pixel does not follow the page's address; every PageView is yours to send. */
  readonly disablePushState?: boolean | undefined
}

/** One dataset by `dataset_id`, or several by `ids`; the first one's settings are in the script. */
export type PixelOptions = LoadSettings &
  (
    | { readonly dataset_id: DatasetId; readonly ids?: undefined }
    | { readonly ids: readonly [DatasetId, ...DatasetId[]]; readonly dataset_id?: undefined }
  )

/**
 * Puts in the stub, inserts the script and initialises the datasets. Twice is once: a dataset that is there is
 * left alone, unless user data is given for the first time. Sends no event; on a server it does nothing.
 * @returns the datasets that this call initialised
 */
export function loadPixel(options: PixelOptions): string[] {
  const window = page()
  if (!window) return []
  const fbq = installStub(window)
  fbq._cs_ids ??= {}
  const known = fbq._cs_ids
  const ids = (options.ids ?? [options.dataset_id]).map(String)
  const added = ids.filter((id) => !(id in known))
  if (added.length > 0) {
    prepare(fbq, options)
    insertScript(window.document, options, added[0] as string)
  }
  for (const id of ids) initialise(fbq, id, options, known)
  replayEarly(fbq)
  return added
}

/** What must be said before the first `init`. */
function prepare(fbq: Fbq, options: PixelOptions): void {
  if (options.debug) fbq.debug = true
  if (options.disablePushState) {
    fbq.disablePushState = true
    // Else only the first of the page's own PageViews would be sent.
    fbq.allowDuplicatePageViews = true
  }
  if (options.consent) fbq('consent', options.consent === 'revoked' ? 'revoke' : 'grant')
}

function initialise(fbq: Fbq, id: string, options: PixelOptions, known: { [id: string]: boolean }): void {
  const { advancedMatching, autoConfig } = options
  const matched = advancedMatching !== undefined && Object.keys(advancedMatching).length > 0
  // A second `init` may only fill in user data that was not given before: someone has signed in.
  if (id in known && (known[id] || !matched)) return
  if (!(id in known) && autoConfig !== undefined) fbq('set', 'autoConfig', autoConfig, id)
  if (matched) fbq('init', id, advancedMatching)
  else fbq('init', id)
  known[id] = matched
}

/** @returns the address of a dataset's script, e.g. `https://t.shop.example/en_US/fbevents.js?id=12` */
export function scriptUrl(host: string, dataset_id: DatasetId): string {
  return `${originOf(host)}/en_US/fbevents.js?id=${encodeURIComponent(dataset_id)}`
}

function originOf(host: string): string {
  return (/^https?:\/\//.test(host) ? host : `https://${host}`).replace(/\/+$/, '')
}

/** The library runs once a page, so a script that the page has already, from a base code, is enough. */
function insertScript(document: Document, { host, nonce }: PixelOptions, dataset_id: string): void {
  const origin = originOf(host)
  const present = [...document.scripts].some(
    ({ src }) => src.startsWith(`${origin}/`) && src.includes('/fbevents.js'),
  )
  if (present) return
  const script = document.createElement('script')
  script.async = true
  script.src = scriptUrl(host, dataset_id)
  if (nonce) script.nonce = nonce
  document.head.append(script)
}
