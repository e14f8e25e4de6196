/**
 * Whether a text has the form of a word of a closed set, `LDU` or `new_customer_to_business`: a letter, then up to 63
 * letters, digits, `_`, `.` or `-`. What stands where such a word belongs and has another form could be anything, by
 * mistake even an address, so it is not kept.
 */
export const isWord = (text: unknown): text is string => typeof text === 'string' && WORD.test(text)
const WORD = /^[a-z][\w.-]{0,63}$/i
