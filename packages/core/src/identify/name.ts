/**
 * Puts a first or last name into the one form whose SHA-256 is the match key `fn` or `ln`.
 * @param text  plain, as the site sent it: `Mary-Ann`, `Dr. No`, `李 小龙`
 * @returns lower case without white space and ASCII punctuation; accents and other scripts stay as they are; null
 *          if nothing is left. Never throws; twice is once.
 * @source reference 6.2, row fn, ln; 6.4
 */
export function normaliseName(text: string): string | null {
  // In this order, as Meta's clients: a capital sigma becomes another letter at the end of a word.
  const bare = text.replace(/[\s!-/:-@[-`{-~]+/g, '').toLowerCase()
  return bare === '' ? null : bare
}
