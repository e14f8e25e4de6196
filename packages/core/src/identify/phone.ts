/**
 * Puts a telephone number into the one form whose SHA-256 is the match key `ph`.
 * @param text  plain, as the site sent it: `+1 (650) 555-1212`, `0044 7700 900123`
 * @returns its ASCII digits without leading zeros, whatever their number; null if none is left. A number without
 *          its country code stays without: nothing here can know it. Never throws; twice is once.
 * @source reference 6.2, row ph; 6.4
 */
export function normalisePhone(text: string): string | null {
  const digits = text.replace(/[^0-9]+/g, '').replace(/^0+/, '')
  return digits === '' ? null : digits
}
