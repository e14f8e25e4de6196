import type { AuditCode, AuditDetail, Configuration } from '@countersign/storage'

/**
 * Writes to the audit log what a command has changed, in a short transaction of its own: a server may run beside it.
 * @param detail  which fields were given and what they are of; never what is in them
 */
export function writeAudit(
  { people }: Configuration,
  what: AuditCode,
  dataset_id: string | null,
  detail: AuditDetail = {},
): void {
  people.audit.write(COMMAND_LINE, what, dataset_id, detail)
}

/** Who it is in the audit log that sits at the command line. */
export const COMMAND_LINE = 'cli'

/** The options that are named so on the wire, and were given. */
export const fieldsOf = (given: object): string[] =>
  Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]))
