import type { RulesById, ServedSettings } from './settings.js'

/** Where settings go in a built file: a name that stands in it once. */
export const SETTINGS_PLACEHOLDER = '__COUNTERSIGN_SETTINGS__'

/**
 * Puts settings into a built file.
 * @param built  the text of dist/fbevents.js or dist/automatic.js
 * @returns a script, whatever texts the settings hold, and whether it is served or stands in a page
 * @throws where the file has no place for settings, or more than one
 */
export function pixelScript(built: string, settings: ServedSettings | RulesById): string {
  const parts = built.split(SETTINGS_PLACEHOLDER)
  const [before, after] = parts
  if (before === undefined || after === undefined || parts.length > 2)
    throw new Error(`The built file has ${parts.length - 1} places for settings, where it should have one`)
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
