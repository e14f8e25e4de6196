// Where the command's joined files lie, and whether they are those of what was compiled last.
import { readdirSync, statSync } from 'node:fs'

const PACKAGES = new URL('../../', import.meta.url)
/** Beside `dist`, and as deep: what a file finds from where it lies, it finds from there, too. */
export const JOINED = new URL('../joined/', import.meta.url)
export const MAIN = new URL('main.js', JOINED)

/**
 * Whether nothing was compiled since they were joined: else what they hold may be another program.
 * @param {URL} packages
 * @param {URL} main  written last of them
 */
export function isJoined(packages = PACKAGES, main = MAIN) {
  const joined_ms = modified_ms(main)
  return readdirSync(packages).every(
    (name) => modified_ms(new URL(`${name}/dist/.tsbuildinfo`, packages)) < joined_ms,
  )
}

/** @param {URL} file @returns {number} 0: it is not there */
const modified_ms = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
