import type { SealFault } from './secret-box.js'
import { SecretUnusable } from './secret-key.js'

/** Why what was sealed cannot be read back. `no_key`: the key itself is missing. */
export type SecretFault = SealFault | 'no_key'

const FAULTS: { [F in SecretFault]: (place: string) => [why: string, remedy: string] } = {
  no_key: (place) => [
    `there is no secret key at ${place}`,
    'Put it back, since a backup does not hold it; or set it',
  ],
  other_key: (place) => [
    `it was encrypted with another secret key than the one in ${place}`,
    'Give the old key back; or set it',
  ],
  damaged: () => ['what is stored is damaged', 'Set it'],
  newer_version: () => ['a newer version of Countersign encrypted it', 'Use that version; or set it'],
}

/**
 * Says that a secret cannot be read, why, and what to do.
 * @param what   `access token of destination 1`
 * @param place  where the key is looked for
 * @param again  the command that sets the secret again
 */
export function unreadableSecret(
  what: string,
  fault: SecretFault,
  place: string,
  again: string,
): SecretUnusable {
  const [why, remedy] = FAULTS[fault](place)
  return new SecretUnusable(`The ${what} cannot be read: ${why}. ${remedy} again: ${again}`, 'database')
}
