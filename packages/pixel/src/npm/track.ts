import { call } from './call.js'
import type { CustomProperties, EventArguments, EventData, StandardEvent } from './events.js'
import type { DataProcessingOptions } from './fbq.js'

/**
 * Reports a standard event to every dataset of the page.
 * @example track('Purchase', { value: 9.5, currency: 'EUR' }, { eventID: 'order-1001' })
 */
export function track<E extends StandardEvent>(event: E, ...rest: EventArguments<E>): void {
  call('track', event, ...rest)
}

/** Reports an event of the site's own. A standard name is better sent by `track`, which knows its parameters. */
export function trackCustom(
  event: string,
  ...rest: [params?: CustomProperties | null, data?: EventData]
): void {
  call('trackCustom', event, ...rest)
}

/** Reports a PageView: once a page and dataset. After that the pixel follows the page's address by itself. */
export function pageView(): void {
  call('track', 'PageView')
}

/** `revoke` holds every event in the page; `grant` sends what was held, and what follows. */
export function consent(action: 'grant' | 'revoke'): void {
  call('consent', action)
}

/**
 * Limited data use, for all events that follow; `[]` says that use is not limited.
 * @param country  1 is the United States, 0 leaves country and state to be found from the address
 * @param state  e.g. 1000 California; 0 as above
 */
export function dataProcessingOptions(
  options: DataProcessingOptions,
  country?: number,
  state?: number,
): void {
  if (country === undefined || state === undefined) call('dataProcessingOptions', options)
  else call('dataProcessingOptions', options, country, state)
}
