import { FEMALE_WORDS, MALE_WORDS } from './gender-words.js'

/**
 * Puts a gender into the one form whose SHA-256 is the match key `ge`.
 * @param text  plain, as the site sent it: `Female`, `Mr`, ` boy `
 * @returns `f` or `m`; null for every other text, however close: `male!` and `man woman` are null. Twice is once.
 * @source reference 6.2, row ge; 6.4
 */
export function normaliseGender(text: string): 'f' | 'm' | null {
  const word = text.trim().toLowerCase()
  if (FEMALE_WORDS.has(word)) return 'f'
  return MALE_WORDS.has(word) ? 'm' : null
}
