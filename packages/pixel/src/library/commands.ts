import { whenAllowed } from './consent.js'
import { eventIdOf } from './event-id.js'
import { followNavigation } from './navigation.js'
import { objectOf } from './object-of.js'
import { page } from './page.js'
import { init, mark, marksOf, type Pixel, pixels } from './pixels.js'
import { set } from './set.js'
import { said, send } from './track.js'
import { warn } from './warn.js'

type Command = (...given: unknown[]) => void

/** Datasets that listen to what is said to all. */
const listening = () => [...pixels.values()].filter(({ id }) => !marksOf(id).tracksingleonly)

/** A page is viewed once, however often it says so. */
function isNew({ sent_once }: Pixel, name: unknown): boolean {
  const is_sent = sent_once.includes(name) && !page.fbq?.allowDuplicatePageViews
  if (/^(PageView|PixelInitialized)$/.test(name as string)) sent_once.push(name)
  return !is_sent
}

/** @param marks  what is sent of the way an event came: `tm`, `es`, `ie[a]` … */
function track(to: Pixel[], name: unknown, given: unknown, data: unknown, marks?: unknown): void {
  const params = objectOf(given)
  const event_name = String((name === 'CustomEvent' && params.event) || (name ?? ''))
  const sent = objectOf(marks)
  if (!event_name) sent['ie[d]'] = 1
  for (const pixel of to) send(pixel, event_name, params, eventIdOf(data), sent)
  if (to[0]) followNavigation(() => whenAllowed(() => trackCustom('PageView', {}, {}, { 'ie[a]': 1 })))
}

const trackCustom: Command = (...given) => track(listening(), ...(given as [unknown, unknown, unknown]))

/** To one dataset; `tm` says by which command. */
const trackSingle =
  (tm: number): Command =>
  (id, name, params, data, marks) => {
    const pixel = pixels.get(String(id))
    if (pixel) track([pixel], name, params, data, { tm, ...objectOf(marks) })
    else warn('PIXEL_NOT_INITIALIZED', id)
  }
const trackSystem = trackSingle(3)

/** Of these features ours has one, FirstPartyCookies; the second file minds those that are turned off. */
const opt =
  (is_on: boolean): Command =>
  (id, feature) =>
    mark(id, feature, is_on)

/**
 * Every command, by its name. `consent` is not among them, since it works while the others wait.
 * @source reference 1.2
 */
export const COMMANDS: { [name: string]: Command } = {
  init,
  addPixelId: init,
  track: (name, params, data) =>
    track(
      listening().filter((pixel) => isNew(pixel, name)),
      name,
      params,
      data,
    ),
  trackCustom,
  trackShopify: trackCustom,
  trackWebchat: trackCustom,
  trackSingle: trackSingle(1),
  trackSingleCustom: trackSingle(2),
  trackSingleSystem: trackSystem,
  setUserProperties: (id, properties) => {
    // Under limited data use Meta's library keeps them back.
    if (!said.processing.dpo) trackSystem(id, 'UserProperties', properties, {}, { es: 'user_properties' })
  },
  optIn: opt(true),
  optOut: opt(false),
  dataProcessingOptions: (options, dpoco, dpost) => {
    if (Array.isArray(options)) said.processing = { dpo: options.join(), dpoco, dpost }
  },
  set,
}
