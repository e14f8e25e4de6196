/**
 * Puts an id of the site's own into the one form whose SHA-256 is the match key `external_id`.
 * @param text  plain, as the site sent it: a customer number, a loyalty number, a cookie's id
 * @returns lower case without any white space; null if nothing is left. Never throws; twice is once.
 * @source reference 6.2, row external_id; 6.6
 */
export function normaliseExternalId(text: string): string | null {
  const bare = text.toLowerCase().replace(/\s+/g, '')
  return bare === '' ? null : bare
}
