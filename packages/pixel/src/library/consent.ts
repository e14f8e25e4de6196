import { attempt } from './attempt.js'
import { forgetIdentity } from './identity.js'

/** What waits for consent; undefined while there is consent. */
let held: (() => void)[] | undefined

export const isHeld = (): boolean => !!held

/** Does what the page asks for, now or once there is consent. */
export function whenAllowed(work: () => void): void {
  if (held) held.push(work)
  else work()
}

/** @source reference 1.2, 13.2 */
export function consent(action: unknown): void {
  const waiting = held ?? []
  if (action === 'revoke') {
    held = waiting
    forgetIdentity()
  }
  if (action === 'grant') {
    held = undefined
    // One that fails must not take those after it along.
    for (const work of waiting) attempt(work)
  }
}
