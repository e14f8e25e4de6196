import { hash, randomBytes } from 'node:crypto'
import { type Configuration, openConfiguration, type Token } from '@countersign/storage'

/** An access token that is let in, for any dataset or for one. */
export interface GivenToken {
  access_token: string
  dataset_id?: string
}

export interface Admission {
  /** only these; null: any */
  tokens: readonly GivenToken[] | null
  /** only these; null: any that is made of digits */
  datasets: readonly string[] | null
  isRevoked(access_token: string): boolean
  now_ms(): number
}

const DATASET_ID = /^\d{1,20}$/
/** Beyond it an id that nobody knows is one that does not exist. */
const DATASETS_MAX = 10_000

/**
 * A configuration in which any dataset exists from when it is first named, and any token is good: of Meta, a test
 * needs no more. What is changed by Graph's calls is kept as in the real one.
 */
export function anyConfiguration(admission: Admission): Configuration {
  const { now_ms } = admission
  const kept = openConfiguration(':memory:', { now_ms, randomBytes })
  const dataset: Configuration['dataset'] = (id) => {
    const held = kept.dataset(id)
    if (held !== undefined) return held
    const exists = admission.datasets === null ? DATASET_ID.test(id) : admission.datasets.includes(id)
    if (!exists || kept.datasets().length >= DATASETS_MAX) return undefined
    return kept.createDataset({ id, name: `Dataset ${id}` })
  }
  const tokenOf: Configuration['tokenOf'] = (access_token) => {
    if (admission.isRevoked(access_token)) return undefined
    if (admission.tokens === null) return tokenFor({ access_token })
    const given = admission.tokens.find((token) => token.access_token === access_token)
    return given && tokenFor(given)
  }
  // The rest is the real one's, whatever else it comes to have.
  return Object.assign(Object.create(kept) as Configuration, { dataset, tokenOf })
}

const tokenFor = ({ access_token, dataset_id }: GivenToken): Token => ({
  id: hash('sha256', access_token).slice(0, 12),
  dataset_id: dataset_id ?? null,
  label: 'emulated',
  created_at_ms: 0,
  revoked_at_ms: null,
})
