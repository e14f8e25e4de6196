import { isObject, readList, readObject } from '../decode/loose-value.js'
import type { ActionSource, Json, JsonObject } from '../event.js'
import type { Notes } from './notes.js'

const EXTINFO_VALUES_MAX = 16
const EXTINFO_VERSIONS: ReadonlySet<Json> = new Set(['a2', 'i2'])
const OS_VERSION = 4

/**
 * What an app event says of its app and device, its extinfo as a list.
 * @returns null where absent; warned about on app events
 * Problems: extinfo_invalid (2804043)
 * @source reference 15.4
 */
export function validateAppData(
  sent: Json | undefined,
  action_source: ActionSource | null,
  notes: Notes,
): JsonObject | null {
  const app_data = readObject(sent)
  if (app_data === null && sent !== undefined && sent !== null && sent !== '')
    notes.warn('field_type_invalid')
  const extinfo = app_data?.extinfo
  if (app_data === null || extinfo === undefined || extinfo === null) {
    if (action_source === 'app') notes.warn('extinfo_missing')
    return app_data
  }
  const values = readExtinfo(extinfo)
  const reason = values === null ? 'is neither a list nor an object of 0 to 15' : extinfoFault(values)
  if (values === null || reason !== null) {
    notes.refuse('extinfo_invalid', 'app_data.extinfo', reason ?? undefined)
    return app_data
  }
  return values === extinfo ? app_data : { ...app_data, extinfo: values }
}

/** A list, its JSON text, or the object with keys "0" to "15" that the Node SDK sends. */
function readExtinfo(sent: Json): Json[] | null {
  const list = readList(sent)
  if (list !== null) return list
  const object = readObject(sent)
  if (!isObject(object)) return null
  return Array.from({ length: EXTINFO_VALUES_MAX }, (_, place) => object[String(place)] ?? '')
}

function extinfoFault(values: Json[]): string | null {
  if (values.length > EXTINFO_VALUES_MAX) return `has ${values.length} values`
  if (!EXTINFO_VERSIONS.has(values[0] ?? null)) return 'does not begin with a2 or i2'
  const os_version = values[OS_VERSION] ?? ''
  const known = typeof os_version === 'number' || (typeof os_version === 'string' && os_version.trim() !== '')
  return known ? null : 'has no OS version'
}
