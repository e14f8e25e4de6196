/** How counts are blurred. One conversion window of a person changes one count by one: the sensitivity is 1. */
export interface Noise {
  mechanism: 'laplace' | 'gaussian'
  /** the standard deviation of the Gaussian mechanism; b of the Laplace mechanism */
  scale: number
  /** a blurred count below this is not shown, so that nobody sees that a cell exists at all */
  threshold: number
}
export interface Privacy {
  mechanism: 'laplace' | 'gaussian'
  /** what one day of a domain costs */
  epsilon: number
  /** how likely the guarantee may fail */
  delta: number
}
/** A number between 0 and 1, both exclusive. */
export type Uniform = () => number

/**
 * A day is asked two questions: how many of each event, and how many of each event and campaign. Each costs half. Cells
 * that hold nothing are not blurred but left out, so the threshold hides that a single window made one: it is passed by
 * a count of 1 with a chance of at most the share of delta that is its.
 * @source Dwork and Roth, The Algorithmic Foundations of Differential Privacy, 3.3 and A; stability-based histograms:
 *   Vadhan, The Complexity of Differential Privacy, 3.3
 */
export function noiseOf({ mechanism, epsilon, delta }: Privacy): Noise {
  const question = epsilon / QUESTIONS
  if (mechanism === 'laplace') {
    const scale = 1 / question
    return { mechanism, scale, threshold: 1 + scale * Math.log(QUESTIONS / (2 * delta)) }
  }
  // Of each question's delta one half is the mechanism's, one half the threshold's.
  const share = delta / QUESTIONS / 2
  const scale = Math.sqrt(2 * Math.log(1.25 / share)) / question
  return { mechanism, scale, threshold: 1 + scale * Math.sqrt(2 * Math.log(1 / share)) }
}
const QUESTIONS = 2

/** A count with noise, as a whole number: what comes after the draw costs nothing. */
export function blur(count: number, { mechanism, scale }: Noise, uniform: Uniform): number {
  return Math.round(count + scale * (mechanism === 'laplace' ? drawLaplace(uniform) : drawGaussian(uniform)))
}

/** By the inverse of its distribution. */
function drawLaplace(uniform: Uniform): number {
  const centred = uniform() - 0.5
  return -Math.sign(centred) * Math.log(1 - 2 * Math.abs(centred))
}

/** Box and Muller's. */
const drawGaussian = (uniform: Uniform): number =>
  Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
