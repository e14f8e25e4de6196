import { applyMinimum, type Cell, groupByEvent, OTHER_CAMPAIGN, type Published } from './minimum.js'
import { blur, type Noise, type Uniform } from './noise.js'

/**
 * A day's counts of a domain as they may be seen, without noise.
 * @param noise  with it, `hidden_cells` and `hidden_count` are 0: how many are hidden is itself a count of what happened
 */
export function publishDay(
  cells: readonly Cell[],
  minimum: number,
  noise: Noise | null,
  uniform: Uniform,
): Published {
  return noise === null ? applyMinimum(cells, minimum) : publishBlurred(cells, minimum, noise, uniform)
}

/**
 * Blurs how many there were of each event, and of each event and campaign. What the campaigns that can be shown leave of
 * an event is its `(other)`: made of blurred counts only, so that it costs no more.
 */
function publishBlurred(cells: readonly Cell[], minimum: number, noise: Noise, uniform: Uniform): Published {
  // A count was rounded, perhaps up by half a one: the threshold's chance is of what was drawn.
  const isShown = (count: number) => count >= minimum && count - 0.5 >= noise.threshold
  const shown: Cell[] = []
  for (const group of groupByEvent(cells)) {
    const total = blur(
      group.reduce((sum, cell) => sum + cell.count, 0),
      noise,
      uniform,
    )
    let left = total
    for (const cell of group) {
      const count = blur(cell.count, noise, uniform)
      if (!isShown(count) || cell.campaign === OTHER_CAMPAIGN) continue
      shown.push({ ...cell, count })
      left -= count
    }
    const [first] = group
    if (first && isShown(total) && isShown(left))
      shown.push({ ...first, campaign: OTHER_CAMPAIGN, count: left })
  }
  return { cells: shown, hidden_cells: 0, hidden_count: 0 }
}
