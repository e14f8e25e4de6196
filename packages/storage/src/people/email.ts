const EMAIL_CHARS_MAX = 254 // RFC 5321: a path is at most 256 with its brackets.
// One @, a dotted host or localhost, no spaces, nothing that controls a terminal or turns the direction of text.
const ADDRESS = /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]+$/u

/**
 * The address by which a person signs in, in the one form that it is kept and compared in.
 * @returns lower case, without outer space; null for what is none. Twice is once.
 */
export function readEmail(text: string): string | null {
  const bare = text.trim().toLowerCase().normalize('NFC')
  return bare.length <= EMAIL_CHARS_MAX && ADDRESS.test(bare) ? bare : null
}
