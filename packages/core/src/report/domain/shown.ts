import { PROOF_PATH, proofsOf } from './proof.js'
import { domainStatus, type Verification } from './verification.js'

/** A domain as it is shown to its owner: with its state, and what to put where. */
export const showDomain = <D extends Verification & { domain: string; token: string }>(domain: D) => ({
  ...domain,
  status: domainStatus(domain),
  proofs: { ...proofsOf(domain.domain, domain.token), path: PROOF_PATH },
})
