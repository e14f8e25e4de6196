import type { PixelSettings } from './settings.js'

/** Where the settings go in the built library: a name that stands in it once. */
export const SETTINGS_PLACEHOLDER = '__COUNTERSIGN_SETTINGS__'

/**
 * Puts settings into the built library.
 * @param library  the text of dist/fbevents.js
 * @returns a script, whatever texts the settings hold, and whether it is served or stands in a page
 * @throws where the library has no place for settings, or more than one
 */
export function pixelScript(library: string, settings: PixelSettings): string {
  const parts = library.split(SETTINGS_PLACEHOLDER)
  const [before, after] = parts
  if (before === undefined || after === undefined || parts.length > 2)
    throw new Error(`The library has ${parts.length - 1} places for its settings, where it should have one`)
  return `${before}${asSource(settings)}${after}`
}

/**
 * A value as an expression. JSON is one, but for what ends a script or opens a comment in a page, for line
 * ends that older browsers take for such in a text, and for a name that would set an object's prototype.
 */
export const asSource = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/[<>\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    // A colon follows a name only: inside a text the quote before it is escaped.
    .replace(/"__proto__":/g, '["__proto__"]:')
