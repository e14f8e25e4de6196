import { expect, test } from 'vitest'
import { blur, noiseOf } from './noise.js'
import { seededUniform } from './seeded.fixture.js'

const DRAWS = 200_000

/** Counts of 1,000 with noise, drawn from one seed. */
function drawn(mechanism: 'laplace' | 'gaussian', epsilon: number, delta: number) {
  const noise = noiseOf({ mechanism, epsilon, delta })
  const uniform = seededUniform(7)
  const errors = Array.from({ length: DRAWS }, () => blur(1_000, noise, uniform) - 1_000)
  const mean = errors.reduce((a, b) => a + b, 0) / DRAWS
  const deviation = Math.sqrt(errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / DRAWS)
  const beyond = (bound: number) => errors.filter((error) => Math.abs(error) > bound).length / DRAWS
  return { noise, mean, deviation, beyond }
}

test('the Laplace mechanism: scale 2 / epsilon, since a day is asked two questions', () => {
  const { noise, mean, deviation, beyond } = drawn('laplace', 0.5, 1e-5)
  expect(noise.scale).toBe(4)
  expect(Math.abs(mean)).toBeLessThan(0.05)
  // The deviation of the distribution is b times the root of two; rounding adds a twelfth to the variance.
  expect(deviation).toBeCloseTo(Math.sqrt(2 * 16 + 1 / 12), 1)
  // One in e is further off than b, one in e squared further than 2 b.
  expect(beyond(4)).toBeCloseTo(Math.exp(-4.5 / 4), 2)
  expect(beyond(8)).toBeCloseTo(Math.exp(-8.5 / 4), 2)
})

test('the Gaussian mechanism: the classic scale, half of epsilon and a quarter of delta each', () => {
  const { noise, mean, deviation, beyond } = drawn('gaussian', 0.5, 1e-5)
  expect(noise.scale).toBeCloseTo(Math.sqrt(2 * Math.log(1.25 / 2.5e-6)) / 0.25, 10)
  expect(Math.abs(mean)).toBeLessThan(0.2)
  expect(Math.abs(deviation / noise.scale - 1)).toBeLessThan(0.01)
  expect(beyond(noise.scale)).toBeCloseTo(0.317, 2)
  expect(beyond(2 * noise.scale)).toBeCloseTo(0.0455, 2)
})

test('a cell of one window passes the threshold with a chance of at most delta', () => {
  const delta = 0.01
  for (const mechanism of ['laplace', 'gaussian'] as const) {
    const noise = noiseOf({ mechanism, epsilon: 1, delta })
    const uniform = seededUniform(11)
    let passed = 0
    for (let n = 0; n < DRAWS; n += 1) if (blur(1, noise, uniform) >= noise.threshold) passed += 1
    expect(passed / DRAWS).toBeLessThan(delta)
  }
})
