import { COUNTRY_NAMES } from './country-names.js'
import { twoLetterCode } from './two-letter-code.js'

/**
 * Puts a country into the one form whose SHA-256 is the match key `country`.
 * @param text  plain, as the site sent it: `United States of America`, `us`, `Deutschland`, `UK`
 * @returns the code of a name that the text is or holds, else its first two letters a-z, which need not be a
 *          country's (`UK` stays `uk`, `xx` stays `xx`); null if it has none. Never throws; twice is once.
 * @source reference 6.2, row country; 6.4
 */
export const normaliseCountry = (text: string): string | null => twoLetterCode(text, COUNTRY_NAMES)
