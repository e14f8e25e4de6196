/** A button's text as it is compared and reported: white space folded. */
export const folded = (text: string): string => text.replace(/\s+/g, ' ').trim()

/**
 * A text without what could tell a person: addresses become `@`, digits 0.
 * @source reference 1.6
 */
export const masked = (text: string): string =>
  text.replace(/[^\s@<>"']+@[^\s@<>"']+/g, '@').replace(/\d/g, '0')
