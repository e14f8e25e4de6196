import { beacons } from './beacons.js'
import { batches, conversions } from './conversions.js'
import { walkerEvents } from './walker-events.js'

/**
 * What can be sent. Each makes, for one connection, the function that gives the n-th request's bytes; they hold until
 * that connection asks for its next.
 */
export const STREAMS = {
  beacons,
  batches,
  walkerEvents,
  /** pairs: a beacon, then the server's report of the same event */
  mixed(target) {
    const [beacon, conversion] = [beacons(target), conversions(target)]
    return (n) => (n % 2 === 0 ? beacon : conversion)(Math.floor(n / 2))
  },
}
