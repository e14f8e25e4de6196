/**
 * Remembers what a pure function of a text said, since the same few names and paths come thousands of times a second.
 * Holds at most `entries_max` texts of at most `chars_max` characters; full, it begins anew.
 */
export function remembered<T>(
  of: (text: string) => T,
  entries_max = ENTRIES_MAX,
  chars_max = CHARS_MAX,
): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const held = known.get(text)
    if (held !== undefined) return held
    const said = of(text)
    if (text.length > chars_max) return said
    if (known.size >= entries_max) known.clear()
    known.set(text, said)
    return said
  }
}

const ENTRIES_MAX = 8_192
const CHARS_MAX = 300
