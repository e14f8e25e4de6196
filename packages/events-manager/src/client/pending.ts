/** Shapes of addresses that the server's document does not hold yet; each moves to the generated types when it does. */

export type Role = 'administrator' | 'developer' | 'analyst'

export interface Person {
  id: string
  email: string
  role: Role
  datasets: 'all' | string[]
  has_totp: boolean
}

/** GET and POST /api/session */
export interface Session {
  person: Person
}

/** POST /api/links/look */
export interface LinkLooked {
  kind: 'first' | 'invite' | 'reset'
  email: string | null
  role: Role
  expires_at_ms: number
}

/** POST /api/session/totp */
export interface TotpSecret {
  secret: string
  uri: string
}

/** A row of GET /api/people */
export interface PersonListed extends Person {
  disabled_at_ms: number | null
  created_at_ms: number
  last_seen_at_ms: number | null
  is_invited: boolean
}

/** POST /api/people: the link is shown this once */
export interface Invited {
  person: PersonListed
  link: string
}

/** A row of GET /api/audit */
export interface AuditEntry {
  id: string
  at_ms: number
  who: string
  what: string
  dataset_id: string | null
  detail: unknown
}

export interface AuditPage {
  data: AuditEntry[]
  after: string | null
}

/** A row of GET /api/summary */
export interface DatasetSummary {
  dataset_id: string
  last_received_at_ms: number | null
  today: { browser: number; server: number; counted: number }
  match_quality: number | null
  issues: { [severity: string]: number }
}

/** POST /api/datasets */
export interface DatasetCreated {
  id: string
  name: string
  domain: string | null
  ad_account_id: string | null
  access_token: string
}
