/** A count before it may be seen. */
export interface Cell {
  /** from restricted sightings, or from Private Click Measurement */
  source: 'restricted' | 'pcm'
  event_name: string
  bucket: string
  campaign: string
  count: number
}
export interface Published {
  cells: Cell[]
  /** how many counts were too small, also together */
  hidden_cells: number
  /** how many conversions they were */
  hidden_count: number
}

/** What is counted together because each of it alone is too small. */
export const OTHER_CAMPAIGN = '(other)'

/**
 * Shows the counts that reach the minimum. Smaller ones of an event are counted together as `(other)`; if that is too small
 * as well, it is hidden. A campaign that calls itself `(other)` is among them.
 */
export function applyMinimum(cells: readonly Cell[], minimum: number): Published {
  const published: Published = { cells: [], hidden_cells: 0, hidden_count: 0 }
  for (const group of groupByEvent(cells)) {
    const small: Cell[] = []
    for (const cell of group)
      if (cell.count >= minimum && cell.campaign !== OTHER_CAMPAIGN) published.cells.push(cell)
      else small.push(cell)
    const [first] = small
    const count = small.reduce((sum, cell) => sum + cell.count, 0)
    if (first && count >= minimum) published.cells.push({ ...first, campaign: OTHER_CAMPAIGN, count })
    else {
      published.hidden_cells += small.length
      published.hidden_count += count
    }
  }
  return published
}

/** The cells of each event and range, in the order in which they are met. */
export function groupByEvent(cells: readonly Cell[]): Cell[][] {
  const groups = new Map<string, Cell[]>()
  for (const cell of cells) {
    const key = JSON.stringify([cell.source, cell.event_name, cell.bucket])
    const group = groups.get(key)
    if (group) group.push(cell)
    else groups.set(key, [cell])
  }
  return [...groups.values()]
}
