/**
 * Runs in each page before its own scripts: says when it is usable. That is when its heading and its data are there,
 * nothing stands in for what is still on its way, and no question of the page's is unanswered.
 */
export function watchUsable() {
  let unanswered = 0
  let changed_ms = 0
  const ask = window.fetch
  window.fetch = async (...given) => {
    unanswered += 1
    try {
      const response = await ask(...given)
      // The answer is here once all of its body is.
      await response.clone().arrayBuffer()
      return response
    } finally {
      unanswered -= 1
      changed_ms = performance.now()
    }
  }
  const isUsable = (shows) =>
    unanswered === 0 &&
    document.querySelector('main h1') !== null &&
    document.querySelector('[aria-busy="true"], .mantine-Skeleton-root') === null &&
    document.querySelector(shows) !== null
  /** @returns when it came to be usable and stayed so, in ms since `from_ms`; null: not in all the time it had */
  window.benchUsable = (shows, from_ms, stays_ms, most_ms) =>
    new Promise((resolve) => {
      let since_ms = null
      const look = () => {
        const now_ms = performance.now()
        if (!isUsable(shows) || (since_ms !== null && changed_ms > since_ms)) since_ms = null
        if (since_ms === null && isUsable(shows)) since_ms = now_ms
        if (since_ms !== null && now_ms - since_ms >= stays_ms) resolve(since_ms - from_ms)
        else if (now_ms - from_ms > most_ms) resolve(null)
        else requestAnimationFrame(look)
      }
      look()
    })
}
