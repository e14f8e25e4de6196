/**
 * Puts a city into the one form whose SHA-256 is the match key `ct`.
 * @param text  plain, as the site sent it: `Menlo Park`, `Saint-Denis`
 * @returns its letters a-z and digits in lower case, beginning with a letter, else null. All else is deleted as
 *          Meta's clients delete it: `München` is `mnchen`, `İzmir` is `zmir`, `東京` is null. Never throws; twice is once.
 * @source reference 6.2, row ct; 6.4
 */
export function normaliseCity(text: string): string | null {
  // In this order, as Meta's clients: lower case would turn some foreign capitals into a-z.
  const bare = text.replace(/[^a-zA-Z0-9]+/g, '').toLowerCase()
  return bare.charCodeAt(0) >= 97 ? bare : null
}
