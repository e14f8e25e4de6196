/** An event that the library sends by itself, in the dataset's name. */
export interface EventRule {
  event_name: string
  on: 'click' | 'page'
  /** the button's text, compared without regard to case and runs of white space */
  text?: string
  /** the page's address; beside `text` both must match */
  url?: string
  /** how `text` and `url` are compared; left out: equals */
  match?: 'equals' | 'contains'
  params?: { [name: string]: string | number }
}

/** What the served files know of a dataset. */
export interface PixelSettings {
  /** the dataset; absent in the file of the plain address, which serves every dataset */
  id?: string
  /** may write _fbp and _fbc */
  cookies: boolean
  /** sends the same Purchase only once in 48 hours */
  once: boolean
  /** sends each event to Meta's own endpoint as well */
  mirror: boolean
  /** match keys to look for in forms; none: the forms are left alone */
  match: string[]
  auto: ('button_click' | 'microdata' | 'engagement')[]
  rules: EventRule[]
}

/**
 * What the library's own file has inside. Of the rules only their number: each visitor loads this file, and rules only
 * matter to the second one, which has them.
 */
export type ServedSettings = Omit<PixelSettings, 'rules'> & { rules: number }

export const servedSettings = (settings: PixelSettings): ServedSettings => ({
  ...settings,
  rules: settings.rules.length,
})

/** What the second file has inside: a dataset's rules by its id. */
export interface RulesById {
  [id: string]: EventRule[]
}

/** Of the plain address, and of datasets beside the one whose file was loaded. */
export const DEFAULT_PIXEL_SETTINGS: PixelSettings = {
  cookies: true,
  once: true,
  mirror: false,
  match: [],
  auto: [],
  rules: [],
}
