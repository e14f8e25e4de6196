import type { ServedSettings } from '../serve/settings.js'

/** The server puts a dataset's settings in this name's place; README, "How it is built". */
declare const __COUNTERSIGN_SETTINGS__: ServedSettings

/** Of the dataset whose file this is; without an id, of any dataset. */
export const served: ServedSettings = __COUNTERSIGN_SETTINGS__

/** By dataset, since the files of several may be loaded on a page. */
export const settings_by_id: { [id: string]: ServedSettings } = { [served.id ?? '']: served }

/** A dataset beside the one whose file this is has the defaults. */
export const settingsOf = (id: string): Partial<ServedSettings> =>
  settings_by_id[id] ?? settings_by_id[''] ?? { cookies: true, once: true }
