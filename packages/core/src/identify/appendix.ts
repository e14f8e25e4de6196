/**
 * Says whether a token is the mark that Meta's param builders leave after the last dot of a value: the two letters
 * of an older one's language, or eight characters (six bytes: format, language, what was done, version).
 * @source reference 3.3
 */
export function isAppendix(token: string): boolean {
  if (token.length === 2) return LANGUAGE_TOKENS.has(token)
  return token.length === APPENDIX_CHARS && isBase64Url(token)
}

/** The value without its marks: `8.8.8.8.AQ` is `8.8.8.8`. A value built twice has two of them, so all go. */
export function withoutAppendix(text: string): string {
  let bare = text
  for (
    let dot = bare.lastIndexOf('.');
    dot > 0 && isAppendix(bare.slice(dot + 1));
    dot = bare.lastIndexOf('.')
  )
    bare = bare.slice(0, dot)
  return bare
}

/**
 * A URL without the mark that the param builders leave at its end too: `https://shop.example/p.AQQCAQMA`. Only a mark
 * of theirs is one here (format 1, a language they have): a URL may well end in `.download` or `.BA`.
 * @source reference 3.3, 6.2; fixtures/identify/fbc-fbp.jsonl
 */
export function urlWithoutAppendix(url: string): string {
  const dot = url.length - APPENDIX_CHARS - 1
  if (dot < 0 || url.charCodeAt(dot) !== DOT) return url
  const token = url.slice(dot + 1)
  return BUILT.test(token) && isAppendix(token) ? url.slice(0, dot) : url
}
const DOT = 46
/** Format 1 and languages 1 to 6, as their bytes begin in base64url. */
const BUILT = /^AQ[EIMQUY]/

/** php, python, java, node, ruby, and the client's JavaScript */
const LANGUAGE_TOKENS = new Set(['AQ', 'Ag', 'Aw', 'BA', 'BQ', 'Bg'])
const APPENDIX_CHARS = 8

function isBase64Url(token: string): boolean {
  for (let at = 0; at < token.length; at++) {
    const code = token.charCodeAt(at)
    const letter = (code | 0x20) >= 97 && (code | 0x20) <= 122
    const digit = code >= 48 && code <= 57
    if (!letter && !digit && code !== 45 && code !== 95) return false
  }
  return true
}
