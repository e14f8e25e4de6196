import type { Commands, Fbq } from './fbq.js'

/** What was called while the page had no `fbq`: a component's effect may run before what loads the pixel. */
const early: unknown[][] = []

/** Past this many the oldest goes, so that a page which never loads the pixel keeps no growing list. */
const EARLY_MAX = 100

/** The page, or undefined where there is none: on a server nothing is sent. */
export const page = (): Window | undefined => (typeof window === 'undefined' ? undefined : window)

/**
 * Hands a command to the page's `fbq`. Where there is none yet it waits, and follows the loader's `init`.
 * On a server it does nothing.
 */
export const call: Commands = (...command: unknown[]): void => {
  const fbq = page()?.fbq
  if (fbq) {
    replayEarly(fbq)
    send(fbq, command)
  } else if (page()) {
    early.push(command)
    if (early.length > EARLY_MAX) early.shift()
  }
}

/** Gives what waited to `fbq`, in its order, once. */
export function replayEarly(fbq: Fbq): void {
  for (const command of early.splice(0)) send(fbq, command)
}

/** Each command was typed where it was called; here it is only passed on. */
const send = (fbq: (...command: never[]) => void, command: unknown[]) => fbq(...(command as never[]))
