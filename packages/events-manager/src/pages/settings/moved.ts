/** The list with one of it a step up (-1) or down (1); itself where there is no room. */
export function moved<Item>(list: readonly Item[], at: number, step: number): Item[] {
  const to = at + step
  const item = list[at]
  if (item === undefined || to < 0 || to >= list.length) return [...list]
  return list.toSpliced(at, 1).toSpliced(to, 0, item)
}
