/**
 * Puts an id of the site's own into the one form whose SHA-256 is the match key `external_id`.
 * @param text  plain, as the site sent it: a customer number, a loyalty number, a cookie's id
 * @returns lower case without any white space; null if nothing is left. Never throws; twice is once.
 * @source reference 6.2, row external_id; 6.6
 */
export function normaliseExternalId(text: string): string | null {
  // In this order, as Meta's clients: a capital sigma becomes another letter at the end of a word.
  const bare = text.replace(/\s+/g, '').toLowerCase()
  return bare === '' ? null : bare
}
