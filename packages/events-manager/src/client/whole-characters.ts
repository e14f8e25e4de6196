/**
 * JSON whose texts hold whole characters only. Half of one, which a sender may have cut a name in, cannot stand in an
 * address, and a link to it would throw: it becomes the sign for what cannot be read.
 * @param json  as the server writes it: halves are escapes, e.g. `\ud800`
 */
export const wholeCharacters = (json: string): string =>
  json.includes('\\ud') || json.includes('\\uD')
    ? json.replace(ESCAPE, (whole: string, half: string | undefined) =>
        half === undefined ? whole : '\ufffd',
      )
    : json

/** Each escape from its backslash on, so that `\\ud800` is a backslash and letters; both halves together are none. */
const ESCAPE = /\\(?:ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|(ud[89a-f][\da-f]{2})|.)/gi
