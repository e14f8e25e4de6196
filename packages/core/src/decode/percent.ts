/**
 * Decodes percent-encoded text, `+` as a space. Never throws: a `%` that starts no whole UTF-8 character
 * stays as it is, since a page's broken link must not cost its event.
 * @param text  e.g. `Z%C3%BCrich+%E2%80%93`
 */
export function decodePercent(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced.replace(ENCODED_RUN, decodeRun)
  }
}

const ENCODED_RUN = /(?:%[0-9a-f]{2})+/gi

/** One run of encoded bytes: each whole character of it decoded, each other byte kept as it is. */
function decodeRun(run: string): string {
  let decoded = ''
  for (let at = 0; at < run.length; ) {
    const end = at + 3 * characterBytes(Number.parseInt(run.slice(at + 1, at + 3), 16))
    const character = decodeCharacter(run.slice(at, end))
    decoded += character ?? run.slice(at, at + 3)
    at = character === null ? at + 3 : end
  }
  return decoded
}

const characterBytes = (lead: number): number => (lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4)

function decodeCharacter(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return null
  }
}
