import { attempt } from './attempt.js'
import { COMMANDS } from './commands.js'
import { consent, whenAllowed } from './consent.js'
import { warn } from './warn.js'

/**
 * Runs a command of the page, whatever it is: nothing is thrown into the page.
 * @param given  the command's name and what follows it; or one list of these, the oldest way of calling
 * @source reference 1.2
 */
export function run(given: ArrayLike<unknown>): void {
  attempt(() => {
    const is_oldest = Array.isArray(given[0])
    const [called, ...rest] = Array.from(is_oldest ? (given[0] as unknown[]) : given)
    // The oldest way knew no standard events.
    const name =
      is_oldest && called === 'track' ? 'trackCustom' : String(called).replace(/^report.*/, 'track')
    const command = COMMANDS[name]
    if (name === 'consent') consent(rest[0])
    else if (command) whenAllowed(() => command(...rest))
    else warn('INVALID_FBQ_METHOD', name)
  })
}
