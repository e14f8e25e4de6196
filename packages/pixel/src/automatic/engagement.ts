/** How far and how long a page was read. */
export interface Engagement {
  /** of the page's height, the part that was seen, in per cent */
  scroll_depth: number
  /** seconds for which the page was visible */
  time_on_page: number
}

/**
 * Measures from now on; the time counts while the page is visible.
 * @param now_ms  a clock that goes on evenly
 * @returns what was measured until it is asked
 */
export function measureEngagement(page: Document, now_ms: () => number): () => Engagement {
  let deepest = 0
  let visible_ms = 0
  let visible_since_ms = now_ms()
  const look = () => {
    const { scrollTop, clientHeight, scrollHeight } = page.documentElement
    deepest = Math.max(deepest, scrollHeight > 0 ? (scrollTop + clientHeight) / scrollHeight : 0)
  }
  look()
  page.addEventListener('scroll', look, { passive: true, capture: true })
  page.addEventListener(
    'visibilitychange',
    () => {
      if (page.hidden) visible_ms += now_ms() - visible_since_ms
      visible_since_ms = now_ms()
    },
    true,
  )
  return () => ({
    scroll_depth: Math.min(100, Math.round(deepest * 100)),
    time_on_page: Math.round((visible_ms + (page.hidden ? 0 : now_ms() - visible_since_ms)) / 1000),
  })
}
