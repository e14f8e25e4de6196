import { doc } from './page.js'

/** The element of this very script. */
const script = (doc.currentScript ?? doc.querySelector?.('script[src*="fbevents.js"]')) as
  | HTMLScriptElement
  | null
  | undefined

const script_url = script?.src || location.href

/** Where events go: to the host that this script came from; of a worker, the one inside its `blob:` address. */
export const OWN_ENDPOINT = `${/https?:\/\/[^/]+/.exec(script_url)}/tr/`

let is_loaded = false

/** Loads what only some datasets need: automatic events, matching from forms, and the console's sentences. */
export function loadSecondFile(): void {
  if (is_loaded || !script) return
  is_loaded = true
  const element = document.createElement('script')
  // A policy that let this script in by its nonce lets the other in by the same.
  element.nonce = script.nonce
  element.src = script_url.replace(/fbevents\.js/, 'automatic.js')
  document.head.append(element)
}
