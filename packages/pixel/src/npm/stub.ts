import type { Fbq } from './fbq.js'

/**
 * Puts in the function of Meta's base code: it queues commands until the library runs, then hands them over.
 * @returns the page's `fbq`; one that is there stays as it is
 * @source reference 1.1
 */
export function installStub(page: Window): Fbq {
  if (page.fbq) return page.fbq
  const stub = Object.assign(
    (...command: unknown[]) => {
      if (stub.callMethod) stub.callMethod(...command)
      else stub.queue.push(command)
    },
    { queue: [] as ArrayLike<unknown>[], loaded: true, version: '2.0' },
  ) as Fbq
  stub.push = stub
  page.fbq = stub
  page._fbq ??= stub
  return stub
}
