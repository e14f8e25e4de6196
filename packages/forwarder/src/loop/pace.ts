/** How many batches a destination is sent at once: it grows with what is taken, and halves where it says it is too much. */
export interface Pace {
  /** from 1; whole batches count */
  window: number
  /** Up to here it grows by one with each answer, beyond by one with each round of them. */
  threshold: number
}

export const firstPace = (max: number): Pace => ({ window: Math.min(2, max), threshold: max })

export const grown = ({ window, threshold }: Pace, max: number): Pace => ({
  window: Math.min(max, window < threshold ? window + 1 : window + 1 / window),
  threshold,
})

export function halved({ window }: Pace): Pace {
  const half = Math.max(1, window / 2)
  return { window: half, threshold: half }
}
