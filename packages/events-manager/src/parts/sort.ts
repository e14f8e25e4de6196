/** A column's key, ascending; with `-` before it, descending. */
export type Sort = string

interface Sortable<Row> {
  key: string
  by?(row: Row): string | number | null
}

/** The rows in order; what has no value stands last either way. Equal rows keep the order in which they came. */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Sortable<Row>[],
  sort: Sort | undefined,
): readonly Row[] {
  const descending = sort?.startsWith('-') === true
  const by = columns.find(({ key }) => key === sort?.replace(/^-/, ''))?.by
  if (by === undefined) return rows
  return rows.toSorted((one, other) => {
    const [a, b] = [by(one), by(other)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))
    return descending ? -order : order
  })
}

/** What a press on a head sorts by: numbers begin with the most, text with A; a second press turns it. */
export function turned(sort: Sort | undefined, key: string, number: boolean): Sort {
  if (sort === key) return `-${key}`
  if (sort === `-${key}`) return key
  return number ? `-${key}` : key
}
