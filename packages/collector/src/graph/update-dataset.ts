import type { Problem } from '@countersign/core'
import {
  type Configuration,
  changeSetting,
  type Dataset,
  type DatasetSettings,
  readDatasetName,
} from '@countersign/storage/configuration'

/** The parameters that are settings of ours, and how their texts are written there. @source reference 5.7 */
const SETTINGS: [parameter: string, setting: keyof DatasetSettings, asText: (sent: string) => string][] = [
  ['enable_automatic_matching', 'enable_automatic_matching', (sent) => sent],
  ['automatic_matching_fields', 'automatic_matching_fields', listAsText],
  ['data_use_setting', 'data_use_setting', (sent) => sent],
  ['first_party_cookie_status', 'first_party_cookies', cookieStatusAsText],
]

/**
 * Changes what `POST /{id}` may change; what it does not know it ignores, as Graph does.
 * @param text  gives a parameter as it was sent
 * @returns what is wrong with the first parameter that cannot be; then nothing was changed
 */
export function updateDataset(
  dataset: Dataset,
  text: (name: string) => string | undefined,
  configuration: Configuration,
  now_ms: number,
): Problem | null {
  const change: Partial<Dataset> = {}
  const name = text('name')
  if (name !== undefined) {
    const read = readDatasetName(name)
    if (typeof read === 'string') return { code: 'parameter_invalid', at: 'name', seen: read }
    change.name = read.value
  }
  for (const [parameter, setting, asText] of SETTINGS) {
    const sent = text(parameter)
    if (sent === undefined) continue
    const changed = changeSetting(change.settings ?? dataset.settings, setting, asText(sent), now_ms)
    if (typeof changed === 'string')
      return { code: 'parameter_invalid', at: parameter, seen: `must be ${changed}` }
    change.settings = changed.settings
  }
  if (Object.keys(change).length > 0) configuration.changeDataset(dataset.id, change)
  return null
}

/** `["em","ph"]` as well as `em,ph`. */
function listAsText(sent: string): string {
  const list = sent.trim()
  return list.startsWith('[') ? list.replace(/[[\]"'\s]/g, '') : list
}

/** Anything else than the three words is left for the setting to refuse. */
function cookieStatusAsText(sent: string): string {
  const status = sent.trim().toUpperCase()
  if (status === 'FIRST_PARTY_COOKIE_DISABLED') return 'false'
  return status === 'FIRST_PARTY_COOKIE_ENABLED' || status === 'EMPTY' ? 'true' : sent
}
