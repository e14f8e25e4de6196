/**
 * Puts a postal code into the one form whose SHA-256 is the match key `zp`.
 * @param text  plain, as the site sent it: `94035-1234`, ` M1 1AE `
 * @returns lower case, what stands before the first `-`, without outer space (inner space stays); null below two
 *          characters. Never throws; twice is once.
 * @source reference 6.2, row zp; 6.4
 */
export function normaliseZip(text: string): string | null {
  const dash = text.indexOf('-')
  const bare = (dash < 0 ? text : text.slice(0, dash)).trim().toLowerCase()
  return bare.length < ZIP_CHARS_MIN ? null : bare
}

const ZIP_CHARS_MIN = 2
