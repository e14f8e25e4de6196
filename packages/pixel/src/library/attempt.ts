import { warn } from './warn.js'

/** Does what the page asks for; what goes wrong is said, and nothing is thrown into the page. */
export function attempt(work: () => void): void {
  try {
    work()
  } catch (error) {
    warn('ERROR', error)
  }
}
