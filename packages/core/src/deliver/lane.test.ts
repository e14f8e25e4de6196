import { expect, test } from 'vitest'
import { type Lane, laneOf } from './lane.js'

const cases: [event_name: string, want: Lane][] = [
  ['Purchase', 0],
  ['Lead', 0],
  ['CompleteRegistration', 0],
  ['AppendValue', 0],
  ['LeadSubmitted', 0],
  ['AddToCart', 1],
  ['InitiateCheckout', 1],
  ['purchase', 1],
  ['constructor', 1],
  ['', 1],
  ['PageView', 2],
  ['ViewContent', 2],
  ['Search', 2],
]
for (const [event_name, want] of cases)
  test(`laneOf: ${event_name}: ${want}`, () => expect(laneOf(event_name)).toBe(want))
