/**
 * Puts an email address into the one form whose SHA-256 is the match key `em`.
 * @param text  plain, as the site sent it: any case, space around it
 * @returns lower case without outer space; null if it is no ASCII address with a dotted host — the caller then
 *          leaves the key out and keeps the event. Never throws; twice is once.
 * @source reference 6.2, row em; 6.4. Cases: fixtures/identify/normalise-hash.jsonl.
 */
export function normaliseEmail(text: string): string | null {
  const bare = text.trim().toLowerCase()
  const at = bare.indexOf('@')
  if (at < 1 || !LOCAL_PART.test(bare.slice(0, at))) return null
  const labels = bare.slice(at + 1).split('.')
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) ? bare : null
}

// Words of the characters that RFC 5322 allows outside quotes, joined by single dots. Each pattern reads a character
// in one way only, so that a hostile text costs no more than its length.
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const LABEL = /^(?!-)[a-z0-9-]+(?<!-)$/
