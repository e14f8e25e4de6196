import { FIGURES } from './figures.js'

/** The median of each figure over the runs, then the ratios of those medians. */
export function mediansOf(runs) {
  const medians = {}
  for (const id of Object.keys(FIGURES)) {
    const values = runs.map((run) => run[id]).filter((value) => value !== undefined)
    if (values.length > 0) medians[id] = median(values)
  }
  for (const [id, { ratio }] of Object.entries(FIGURES)) {
    const [a, b] = ratio?.map((of) => medians[of]) ?? []
    if (a !== undefined && b !== undefined) medians[id] = a / b
  }
  return medians
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
