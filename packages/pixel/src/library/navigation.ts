import { page } from './page.js'

let is_following = false

/**
 * Has each change of the page's address seen, and each return from the back/forward cache.
 * @source reference 1.4
 */
export function followNavigation(view: () => void): void {
  const { history } = page
  if (is_following || !history || page.fbq?.disablePushState) return
  is_following = true
  let { href } = location
  const look = (event?: Event) => {
    if (href === location.href && !(event as PageTransitionEvent | undefined)?.persisted) return
    href = location.href
    if (!page.fbq?.disablePushState) view()
  }
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name]
    history[name] = function (...given) {
      original.apply(this, given)
      look()
    }
  }
  addEventListener('popstate', look)
  addEventListener('pageshow', look)
}
