import { ruleApplies } from '@countersign/core/rules'
import type { Countersign } from '../library/countersign.js'
import type { Marks, Pixel } from '../library/pixels.js'
import type { EventRule } from '../serve/settings.js'
import { buttonOf, textOf } from './button.js'
import { buttonFeatures, formOf } from './button-features.js'
import { measureEngagement } from './engagement.js'
import { fieldsOf, identityIn } from './form-fields.js'
import { microdataOf } from './microdata.js'

/** A click on the same button within this long is the same click. @source reference 1.6 */
const CLICK_MS_MIN = 1000
/** A page may write its microdata a little after its first event. @source reference 1.1 */
const MICRODATA_MS = 500

/** Does for each dataset what its settings ask for. */
export function startAutomaticEvents(library: Countersign): void {
  const { pixels, marksOf } = library
  /** Datasets that take part: the page may turn automatic features off at any time. */
  const active = () =>
    [...pixels.values()].filter(({ id, events }) => events > 0 && isOn(marksOf(id), 'AutomaticSetup'))
  const seen = followPages(library)
  library.onSend = (pixel) => {
    if (isOn(marksOf(pixel.id), 'AutomaticSetup')) seen(pixel)
  }
  for (const pixel of active()) seen(pixel)
  followClicks(library, active)
  followReading(library, active)
}

/** Whether the page leaves a feature on, which it may turn off by `set autoConfig`, or by `optOut` and its name. */
const isOn = (marks: Marks, feature: Feature) =>
  [marks.autoconfig, marks.automaticsetup, marks[feature.toLowerCase()]].every((said) => said !== false)
/** @source reference 1.1 */
type Feature =
  | 'AutomaticSetup'
  | 'AutomaticMatching'
  | 'InferredEvents'
  | 'Microdata'
  | 'EngagementData'
  | 'ESTRuleEngine'

const sendAutomatic = ({ run }: Countersign, { id }: Pixel, event_name: string, params: object) =>
  run(['trackSingleSystem', id, event_name, params, {}, { es: 'automatic' }])

const sendByRule = ({ run }: Countersign, { id }: Pixel, { event_name, params }: EventRule) =>
  run(['trackSingle', id, event_name, params ?? {}, {}, { cs_est: true }])

const rulesOf = ({ rules_by_id, marksOf }: Countersign, id: string): EventRule[] =>
  (isOn(marksOf(id), 'ESTRuleEngine') && rules_by_id[id]) || []

/** @returns what is to be called with a dataset after each of its events: the first one on a page makes others */
function followPages(library: Countersign): (pixel: Pixel) => void {
  const described = new Set<string>()
  const addresses = new Map<string, string>()
  return (pixel) => {
    const { id, settings } = pixel
    if (
      settings.auto?.includes('microdata') &&
      isOn(library.marksOf(id), 'Microdata') &&
      !described.has(id)
    ) {
      described.add(id)
      setTimeout(() => {
        const params = microdataOf(document)
        if (params) sendAutomatic(library, pixel, 'Microdata', params)
      }, MICRODATA_MS)
    }
    if (addresses.get(id) === location.href) return
    addresses.set(id, location.href)
    for (const rule of rulesOf(library, id))
      if (ruleApplies(rule, location.href)) sendByRule(library, pixel, rule)
  }
}

function followClicks(library: Countersign, active: () => Pixel[]): void {
  let last: EventTarget | null = null
  let last_ms = 0
  document.addEventListener(
    'click',
    ({ target, timeStamp }) => {
      if (target === last && timeStamp - last_ms < CLICK_MS_MIN) return
      last = target
      last_ms = timeStamp
      // What a page's markup holds must not break the page.
      try {
        pressed(library, active(), target)
      } catch {
        library.warnings.push(['ERROR', 'click'])
      }
    },
    true,
  )
}

function pressed(library: Countersign, pixels: Pixel[], target: EventTarget | null): void {
  const button = buttonOf(target, false)
  if (button && textOf(button) !== null)
    for (const pixel of pixels) {
      readForm(library, pixel, button)
      if (pixel.settings.auto?.includes('button_click') && isOn(library.marksOf(pixel.id), 'InferredEvents'))
        sendAutomatic(library, pixel, 'SubscribedButtonClick', buttonFeatures(button))
    }
  const named = buttonOf(target, true)
  const text = named && textOf(named)
  if (!text) return
  for (const pixel of pixels)
    for (const rule of rulesOf(library, pixel.id))
      if (ruleApplies(rule, location.href, text)) sendByRule(library, pixel, rule)
}

/** Finds match keys in the button's form, hashed at once; they stay for later events of the page. */
function readForm(
  { isHeld, hashUserData, marksOf }: Countersign,
  { id, settings, found }: Pixel,
  button: HTMLElement,
): void {
  const { match } = settings
  if (!match?.[0] || isHeld() || !isOn(marksOf(id), 'AutomaticMatching')) return
  Object.assign(found, hashUserData(identityIn(fieldsOf(formOf(button) ?? document), match)))
}

/** Says once an address, when the page is left or hidden, how far and how long it was read. */
function followReading(library: Countersign, active: () => Pixel[]): void {
  const wants = ({ id, settings }: Pixel) =>
    settings.auto?.includes('engagement') && isOn(library.marksOf(id), 'EngagementData')
  const said = new Map<string, string>()
  const measure = measureEngagement(document, () => performance.now())
  const say = () => {
    if (!document.hidden) return
    for (const pixel of active().filter(wants)) {
      if (said.get(pixel.id) === location.href) continue
      said.set(pixel.id, location.href)
      sendAutomatic(library, pixel, 'Engagement', measure())
    }
  }
  document.addEventListener('visibilitychange', say)
}
