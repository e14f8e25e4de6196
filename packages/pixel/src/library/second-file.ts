import { doc } from './page.js'

/** The element of this very script, until the second file is asked for, which is once. */
let script = (doc.currentScript ?? doc.querySelector?.('script[src*="fbevents.js"]')) as
  | HTMLScriptElement
  | null
  | undefined

const script_url = script?.src || location.href

/** Where events go: to the host that this script came from; of a worker, the one inside its `blob:` address. */
export const OWN_ENDPOINT = `${/https?:\/\/[^/]+/.exec(script_url)}/tr/`

/** The second file is beside this one, also where a proxy of the site serves this one by another name. */
export const secondFileUrl = (url: string): string => url.replace(/[^/?#]+(?=[?#]|$)/, 'automatic.js')

/** Loads what only some datasets need: automatic events, matching from forms, and the console's sentences. */
export function loadSecondFile(): void {
  if (!script) return
  const element = document.createElement('script')
  // A policy that let this script in by its nonce lets the other in by the same.
  element.nonce = script.nonce
  script = null
  element.src = secondFileUrl(script_url)
  document.head.append(element)
}
