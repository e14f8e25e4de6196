/** The full names that have a code, each in lower-case letters a-z: by name, and the longest first. */
export interface NameTable {
  byName: ReadonlyMap<string, string>
  longestFirst: readonly (readonly [name: string, code: string])[]
}

/** Shorter names are found as the whole text only, so that `Jerusalem` does not hold a `usa`. */
const NAME_INSIDE_CHARS_MIN = 4

/** @param rows  `code name name, code name`, as many lines as there are */
export function nameTable(rows: string): NameTable {
  const pairs = rows.split(',').flatMap((row) => {
    const [code = '', ...names] = row.trim().split(/\s+/)
    return names.map((name): [string, string] => [name, code])
  })
  const long = pairs.filter(([name]) => name.length >= NAME_INSIDE_CHARS_MIN)
  return { byName: new Map(pairs), longestFirst: long.sort(([a], [b]) => b.length - a.length) }
}

/**
 * Finds the two letters that stand for a state or a country as Meta's clients do: the code of the name that the text
 * is, else of the longest name inside it (`California, USA`), else simply its first two letters (`UK` is `uk`).
 * @returns two letters, or one where the text has no more; null where it has none. Twice is once.
 * @source reference 6.2, rows st and country; the vectors
 */
export function twoLetterCode(text: string, names: NameTable): string | null {
  const letters = text.toLowerCase().replace(/[^a-z]+/g, '')
  if (letters === '') return null
  const exact = names.byName.get(letters)
  if (exact !== undefined) return exact
  if (letters.length > NAME_INSIDE_CHARS_MIN)
    for (const [name, code] of names.longestFirst) if (letters.includes(name)) return code
  return letters.slice(0, 2)
}
