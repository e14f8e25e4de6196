import { STATE_NAMES } from './state-names.js'
import { twoLetterCode } from './two-letter-code.js'

/**
 * Puts a state or province into the one form whose SHA-256 is the match key `st`.
 * @param text  plain, as the site sent it: `California`, `CA`, `Ontario (CA)`, `Bayern`
 * @returns the code of a US or Canadian name that the text is or holds, else its first two letters a-z; null if it
 *          has none. Never throws; twice is once.
 * @source reference 6.2, row st; 6.4
 */
export const normaliseState = (text: string): string | null => twoLetterCode(text, STATE_NAMES)
