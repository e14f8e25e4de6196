import type { AuditEntry } from '../client/shapes.js'
import { words } from '../words/words.js'

/** A code of the audit log in words; one that a newer server writes, as it is. */
export const didText = (what: string): string =>
  Object.hasOwn(words.audit.did, what)
    ? words.audit.did[what as AuditEntry['what']]
    : what.replaceAll(/[._]/g, ' ')

/** The details of an entry as `name: value`, lists with commas between; of fields only their names are kept. */
export const detailText = (detail: AuditEntry['detail']): string =>
  Object.entries(detail)
    .map(
      ([name, value]) => `${name.replaceAll('_', ' ')}: ${Array.isArray(value) ? value.join(', ') : value}`,
    )
    .join(' · ')
