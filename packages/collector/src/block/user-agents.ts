import { isbot } from 'isbot'
import { BoundedMap } from '../bounded-map.js'

const USER_AGENTS_MAX = 5_000
/** What stands behind this many characters changes no verdict and would cost memory. */
const CHARS_MAX = 512

/**
 * Says which user agents are bots by their own word. The verdicts are kept: the test is slow, and most come
 * again.
 */
export class UserAgents {
  private readonly verdicts = new BoundedMap<string, boolean>(USER_AGENTS_MAX)

  isBot(user_agent: string): boolean {
    const key = user_agent.length > CHARS_MAX ? user_agent.slice(0, CHARS_MAX) : user_agent
    const known = this.verdicts.get(key)
    if (known !== undefined) return known
    const verdict = isbot(key)
    this.verdicts.set(key, verdict)
    return verdict
  }
}
