import { expect, test } from 'vitest'
import { firstPace, grown, halved } from './pace.js'

test('it begins with two, grows by one an answer up to eight, and after a halving by one a round', () => {
  let pace = firstPace(8)
  const windows = [pace.window]
  for (let answer = 0; answer < 8; answer += 1) {
    pace = grown(pace, 8)
    windows.push(pace.window)
  }
  expect(windows).toEqual([2, 3, 4, 5, 6, 7, 8, 8, 8])
  pace = halved(pace)
  expect(pace.window).toBe(4)
  for (let answer = 0; answer < 4; answer += 1) pace = grown(pace, 8)
  expect(Math.floor(pace.window)).toBe(4)
  pace = grown(pace, 8)
  expect(Math.floor(pace.window)).toBe(5)
})

test('it never ends below one', () => {
  let pace = firstPace(8)
  for (let answer = 0; answer < 10; answer += 1) pace = halved(pace)
  expect(pace.window).toBe(1)
})
