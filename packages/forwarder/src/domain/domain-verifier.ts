import { domainStatus } from '@countersign/core'
import type { Configuration, Domain } from '@countersign/storage'
import { type Log, NO_LOG } from '../log.js'
import type { LookAtDomain } from './look.js'

export interface DomainVerifierPorts {
  configuration: Configuration
  look: LookAtDomain
  now_ms?: () => number
  log?: Log
}
export interface DomainVerifier {
  /** Looks at the domains that are due. While one is under way, another is the same. It never rejects. */
  tick(now_ms: number): Promise<void>
  /** For the end: ticks start nothing any more; waits until what they have under way is done. It never rejects. */
  idle(): Promise<void>
  /** Looks at one now. @returns what is known of it then; undefined where it is gone meanwhile */
  verify(domain: Pick<Domain, 'id' | 'domain' | 'token'>): Promise<Domain | undefined>
}

/** Of one tick: the rest waits for the next. */
const DUE_MAX = 20
const AT_ONCE = 4

/** Looks whether domains still show whose they are: about once a day, sooner where they did not. */
export function domainVerifier(ports: DomainVerifierPorts): DomainVerifier {
  const { configuration, look, now_ms = Date.now, log = NO_LOG } = ports
  const { domains } = configuration
  let under_way: Promise<void> | undefined
  let is_ending = false

  async function verify({ id, domain, token }: Pick<Domain, 'id' | 'domain' | 'token'>) {
    return domains.checked(id, await look(domain, token), now_ms())
  }

  async function verifyAndLog(before: Domain): Promise<void> {
    const after = await verify(before).catch((error: unknown) => notLookedAt(error, before))
    if (after === undefined || domainStatus(after) === domainStatus(before)) return
    const { dataset_id, domain, failure } = after
    const about = { dataset_id, domain, failure }
    if (failure === null) log.info(about, 'A domain shows that it is verified.')
    else log.warn(about, 'A domain does not show any more that it is verified. It stays so.')
  }

  /** The domains behind it are looked at all the same. */
  function notLookedAt(error: unknown, { dataset_id, domain }: Domain): undefined {
    log.error({ dataset_id, domain, error: messageOf(error) }, 'A domain could not be looked at.')
  }

  async function verifyDue(at_ms: number): Promise<void> {
    const due = domains.due(at_ms, DUE_MAX)
    for (let from = 0; from < due.length && !is_ending; from += AT_ONCE)
      await Promise.all(due.slice(from, from + AT_ONCE).map(verifyAndLog))
  }

  return {
    verify,
    async tick(at_ms) {
      if (is_ending) return
      under_way ??= verifyDue(at_ms)
        .catch((error: unknown) => log.error({ error: messageOf(error) }, 'Domains could not be looked at.'))
        .finally(() => {
          under_way = undefined
        })
      await under_way
    },
    async idle() {
      is_ending = true
      await under_way
    },
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
