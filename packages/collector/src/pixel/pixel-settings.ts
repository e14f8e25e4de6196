import type { Dataset, DatasetSettings, EventRule } from '@countersign/storage'

/** What the served library knows of its dataset, in the words of its file. */
export interface PixelSettings {
  id?: string
  cookies: boolean
  once: boolean
  mirror: boolean
  match: string[]
  auto: DatasetSettings['pixel_automatic_events']
  rules: EventRule[]
}

/** A dataset's settings as its file has them. */
export const pixelSettings = ({ id, settings }: Pick<Dataset, 'id' | 'settings'>): PixelSettings => ({
  id,
  cookies: settings.first_party_cookies,
  once: settings.pixel_once,
  mirror: settings.pixel_mirror,
  match: settings.enable_automatic_matching ? settings.automatic_matching_fields : [],
  auto: settings.pixel_automatic_events,
  rules: settings.pixel_event_rules,
})

/** What the file of the plain address has: it serves every dataset. */
export const DEFAULTS: PixelSettings = {
  cookies: true,
  once: true,
  mirror: false,
  match: [],
  auto: [],
  rules: [],
}
