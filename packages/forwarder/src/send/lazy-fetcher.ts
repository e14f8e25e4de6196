import type { Fetcher } from '../fetcher.js'

/** undici, loaded with the first request: a thread that has nothing to send does without its 10 MB. */
export function lazyFetcher(): { fetch: Fetcher; close(): Promise<void> } {
  let loading: Promise<{ fetch: Fetcher; close(): Promise<void> }> | undefined
  const load = () => {
    loading ??= import('./undici-fetcher.js').then(({ undiciFetcher }) => undiciFetcher())
    return loading
  }
  return {
    fetch: async (request, signal) => (await load()).fetch(request, signal),
    close: async () => (await loading)?.close(),
  }
}
