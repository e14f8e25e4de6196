import { type Fbq, page } from './page.js'
import { pixels } from './pixels.js'
import { run } from './run.js'
import { VERSION } from './track.js'

/** Calls that are left in the queue for Meta's library, in case that it comes as well. */
const QUEUE_MAX = 100

/**
 * Takes the page's calls: those that wait in its stub, and all that follow. Meta's library may be there, or come:
 * then each call reaches both, whichever was first.
 * @source reference 1.1
 */
export function install(): void {
  const fbq = page.fbq ?? (((...given) => fbq.callMethod?.(...given)) as Fbq)
  // Without the base code there is none; nor has some other script's function, that is no stub, one.
  fbq.queue ??= []
  const is_first = !fbq.callMethod
  const early = fbq._cs_calls
  const waiting = [...(early ?? (is_first ? fbq.queue : []))]
  const ours = (...given: unknown[]) => {
    if (fbq.queue.length < QUEUE_MAX) fbq.queue.push(given)
    run(given)
  }
  // What the page calls is both: the function that was there, whose properties stay its own, and ours.
  const both = new Proxy(fbq, {
    apply(target, self, given) {
      if (fbq.callMethod !== ours && !early) run(given)
      Reflect.apply(target, self, given)
    },
  })
  fbq.push = both
  // Who recorded the calls for us goes on to do so.
  if (early) early.push = (...calls) => calls.map(run).length
  if (is_first)
    Object.assign(fbq, {
      callMethod: ours,
      version: VERSION,
      getState,
    })
  page.fbq = page._fbq = both
  waiting.forEach(run)
  if (!is_first && !early) takeOver(fbq)
}

/**
 * Meta's library came first, and its earlier calls are gone. A dataset that it has initialised was not held back
 * for want of consent, so it is ours as well.
 */
function takeOver(fbq: Fbq): void {
  const state = fbq.getState?.() as { pixels?: { id: unknown }[] } | undefined
  state?.pixels?.forEach?.(({ id }) => {
    run(['init', id])
  })
}

/** What `fbq.getState()` tells: nothing plain. */
const getState = () => ({
  pixels: Array.from(pixels.values(), (pixel) => ({
    id: pixel.id,
    userData: { ...pixel.user_data },
    eventCount: pixel.events,
  })),
})
