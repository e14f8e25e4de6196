import { HOUR_MS, type SlotOrder, withEdit } from '@countersign/core'
import { type DatasetSettings, isSettingName, SETTING_NAMES, SETTINGS } from './settings.js'

type SettingName = keyof DatasetSettings

/** What is wrong with a change of settings: of which, and what to give instead. */
export interface SettingFault {
  name: string
  says: string
}

/**
 * A setting's change as text, checked. What is measured changes only after its delay.
 * @returns what was wrong and what to give instead, as text
 */
export function changeSetting(
  settings: DatasetSettings,
  name: SettingName,
  text: string,
  now_ms: number,
): { settings: DatasetSettings } | string {
  const changed = changeTexts(settings, [[name, text]], now_ms)
  return Array.isArray(changed) ? (changed[0]?.says ?? '') : changed
}

/**
 * Several settings at once, each as JSON has it; all of them, or none. Those that are not named stay as they are.
 * @param given  by their names: true or false, a number, a text, a list
 * @returns all that is wrong
 */
export function changeSettings(
  settings: DatasetSettings,
  given: { [name: string]: unknown },
  now_ms: number,
): { settings: DatasetSettings } | SettingFault[] {
  const texts: [SettingName, string][] = []
  const faults: SettingFault[] = []
  for (const [name, value] of Object.entries(given)) {
    const text = isSettingName(name) ? textOf(name, value) : { says: NO_SUCH }
    if (typeof text !== 'string') faults.push({ name, says: text.says })
    else if (isSettingName(name)) texts.push([name, text])
  }
  const changed = changeTexts(settings, texts, now_ms)
  const all = [...faults, ...(Array.isArray(changed) ? changed : [])]
  return all.length > 0 || Array.isArray(changed) ? all : changed
}
const NO_SUCH = `one of ${SETTING_NAMES.join(', ')}: there is no setting of this name`

function changeTexts(
  settings: DatasetSettings,
  texts: readonly [SettingName, string][],
  now_ms: number,
): { settings: DatasetSettings } | SettingFault[] {
  const faults: SettingFault[] = []
  const values: Partial<DatasetSettings> = {}
  for (const [name, text] of texts) {
    const parsed = SETTINGS[name].parse(text.trim())
    if (typeof parsed === 'string') faults.push({ name, says: parsed })
    else Object.assign(values, { [name]: parsed.value })
  }
  const changed = { ...settings, ...values }
  const list = texts.findLast(([name]) => LISTS_OF_DOMAINS.has(name))
  if (list && changed.allowed_domains.length > 0 && changed.blocked_domains.length > 0)
    faults.push({
      name: list[0],
      says: 'an allow list or a block list, never both: empty the other one first',
    })
  if (faults.length > 0) return faults
  if (!texts.some(([name]) => MEASURED.has(name))) return { settings: changed }
  return { settings: { ...changed, aem_events: editedOrders(settings, changed, now_ms) } }
}
const LISTS_OF_DOMAINS: ReadonlySet<SettingName> = new Set(['allowed_domains', 'blocked_domains'])
const MEASURED: ReadonlySet<SettingName> = new Set(['aem_events', 'aem_window_days'])

/** A value as the text that the setting reads; what it is by default says of which kind it is. */
function textOf(name: SettingName, value: unknown): string | { says: string } {
  const usual = SETTINGS[name].default
  if (!Array.isArray(usual)) {
    if (typeof value === typeof usual) return String(value)
    return { says: KINDS[typeof usual] ?? 'another value' }
  }
  if (!Array.isArray(value)) return { says: 'a list' }
  if (LISTS_OF_OBJECTS.has(name)) return JSON.stringify(value)
  const is_words = value.every((one) => typeof one === 'string' && !one.includes(','))
  return is_words ? value.join(',') : { says: 'a list of texts without commas' }
}
const KINDS: { [kind: string]: string } = {
  boolean: 'true or false',
  number: 'a number',
  string: 'a text',
}
const LISTS_OF_OBJECTS: ReadonlySet<SettingName> = new Set([
  'pixel_event_rules',
  'custom_conversions',
  'aem_events',
])

/** The orders after an edit of the slots or of the window. While there is no slot the window has nothing to change. */
function editedOrders(settings: DatasetSettings, changed: DatasetSettings, now_ms: number): SlotOrder[] {
  const domains = changed.aem_events.at(-1)?.domains
  if (domains === undefined) return settings.aem_events
  const window_days = changed.aem_window_days === 1 ? 1 : 7
  const delay_ms = settings.aem_edit_delay_hours * HOUR_MS
  return withEdit(settings.aem_events, { window_days, domains }, now_ms, delay_ms)
}
