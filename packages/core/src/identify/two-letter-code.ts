/** The full names that have a code, each in lower-case letters a-z. */
export interface NameTable {
  byName: ReadonlyMap<string, string>
  /** in the order in which they are looked for inside a text */
  inOrder: readonly (readonly [name: string, code: string])[]
  /** all of them, those without a name too */
  codes: ReadonlySet<string>
}

/**
 * @param rows   `code name name, code name, code`, as many lines as there are
 * @param first  the names that are looked for before the others, which follow by the alphabet
 */
export function nameTable(rows: string, first: readonly string[] = []): NameTable {
  const codes = new Set<string>()
  const pairs = rows.split(',').flatMap((row) => {
    const [code = '', ...names] = row.trim().split(/\s+/)
    codes.add(code)
    return names.map((name): [string, string] => [name, code])
  })
  const inOrder = [...pairs].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
  function rank(name: string): number {
    const at = first.indexOf(name)
    return at < 0 ? first.length : at
  }
  return { byName: new Map(pairs), inOrder, codes }
}

/**
 * Finds the two letters that stand for a state or a country as Meta's clients do: the code of the name that the text
 * is, else of the first name in the table's order that is inside it (`California, USA`; `West Virginia, USA` is `va`),
 * else simply its first two letters (`UK` is `uk`).
 * @returns two letters, or one where the text has no more; null where it has none. Twice is once.
 * @source reference 6.2, rows st and country; the vectors; for the order, Meta's own param builder
 */
export function twoLetterCode(text: string, names: NameTable): string | null {
  const letters = text.toLowerCase().replace(/[^a-z]+/g, '')
  if (letters === '') return null
  const exact = names.byName.get(letters)
  if (exact !== undefined) return exact
  if (letters.length > 2) for (const [name, code] of names.inOrder) if (letters.includes(name)) return code
  return letters.slice(0, 2)
}
