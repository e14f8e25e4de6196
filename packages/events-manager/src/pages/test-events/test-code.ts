/** TEST and 1 to 20 digits: what marks a browser. @source docs/pixel.md, "Test marking" */
const BROWSER_CODE = /^TEST\d{1,20}$/
const DIGITS = 5

export const isBrowserCode = (code: string): boolean => BROWSER_CODE.test(code)

/** @param random  0 to 1 */
export const newTestCode = (random: number): string =>
  `TEST${String(Math.floor(random * 10 ** DIGITS)).padStart(DIGITS, '0')}`

/**
 * The address of a page, with the mark that makes its browser part of a test. The scheme may be left out.
 * @returns null where it is no address of a page
 */
export function markedAddress(given: string, code: string): string | null {
  const text = given.trim()
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/:]+:\d+/.test(text) ? text : `https://${text}`
  if (text === '' || !URL.canParse(whole)) return null
  const url = new URL(whole)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  url.searchParams.set('cs_test', code)
  return url.href
}
