import { doc, page } from './page.js'

/** Longer addresses go as a form. @source reference 2.1 */
const GET_CHARS_MAX = 2048

/**
 * Sends a request by what suits its size and the moment.
 * @param settle  called with whether it is known to have been answered with success
 */
export function transmit(url: string, query: string, settle: (is_answered: boolean) => void): void {
  const address = `${url}?${query}&rqm=GET`
  // A hidden page may not live to be answered.
  if (doc.hidden && transmitLast(url, query)) settle(false)
  else if (page.Image && address.length < GET_CHARS_MAX) {
    const image = new page.Image()
    image.onload = () => settle(true)
    image.onerror = () => settle(false)
    image.src = address
  } else {
    const body = new URLSearchParams(`${query}&rqm=fetch`)
    fetch(url, { method: 'POST', body, keepalive: true, credentials: 'include' }).then(
      (answer) => settle(answer.ok),
      () => settle(false),
    )
  }
}

/** Hands a request to the browser, which sends it when the page is gone. @returns whether it took it */
export function transmitLast(url: string, query: string): boolean | undefined {
  return navigator.sendBeacon?.(url, new URLSearchParams(`${query}&rqm=SB`))
}
