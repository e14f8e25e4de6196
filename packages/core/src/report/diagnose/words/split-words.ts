/**
 * The words of a name, a path or a category, in lower case and without accents: at letters' ends and where case changes,
 * `bookClinic_visit` is book, clinic, visit; `cart` stays one word. Only the first words are read.
 * @param text  decoded; only its first 300 characters are read
 */
export function splitWords(text: string): string[] {
  const cut = text.length > TEXT_CHARS_MAX ? text.slice(0, TEXT_CHARS_MAX) : text
  const words = NON_ASCII.test(cut)
    ? cut.normalize('NFD').replace(MARKS, '').match(WORD)
    : cut.match(ASCII_WORD)
  return (words ?? []).slice(0, WORDS_MAX).map((word) => word.toLowerCase())
}

const TEXT_CHARS_MAX = 300
const WORDS_MAX = 60
const NON_ASCII = /[\u0080-\uffff]/
const MARKS = /\p{M}+/gu
/** The same as the next, several times as fast. */
const ASCII_WORD = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z]/g
/** A capital and what follows it, capitals together, or small letters. */
const WORD = /\p{Lu}?[\p{Ll}\p{Lo}]+|\p{Lu}+(?!\p{Ll})|\p{Lu}/gu
