import {
  type DeliveryStatus,
  type Destination,
  type Ledger,
  type LedgerEntry,
  OUTBOX_STATES,
} from '@countersign/storage'
import { print, printable, printTable } from '../io.js'

interface ShownStatus extends Omit<DeliveryStatus, 'destination_id'> {
  id: number
  name: string
  target_id: string
  paused: boolean
}

const NONE: Omit<DeliveryStatus, 'destination_id'> = {
  counts: { waiting: 0, sending: 0, sent: 0, refused: 0, expired: 0, suppressed: 0 },
  later_merged: { sent: 0, not_sent: 0 },
  reasons: { refused: {}, expired: {}, suppressed: {} },
  oldest_due_ms: null,
  health: null,
}

export function statusOf(
  { id, name, target_id, paused_at_ms }: Destination,
  ledger: Ledger | undefined,
): ShownStatus {
  const { destination_id: _, ...status } = ledger?.status(id) ?? { destination_id: id, ...NONE }
  return { id, name, target_id, paused: paused_at_ms !== null, ...status }
}

export function printStatus(status: ShownStatus): void {
  const { id, name, target_id, paused, counts, later_merged, reasons, health } = status
  print(`${id}  ${printable(name)}  to ${target_id}${paused ? '  (paused)' : ''}`)
  print(`  ${OUTBOX_STATES.map((state) => `${counts[state]} ${state}`).join(', ')}`)
  if (later_merged.sent + later_merged.not_sent > 0)
    print(`  later merged into others: ${later_merged.sent} sent before, ${later_merged.not_sent} not sent`)
  for (const [state, by] of Object.entries(reasons))
    for (const [reason, count] of Object.entries(by)) print(`  ${state}: ${count} ${printable(reason)}`)
  if (health?.stopped) print(`  STOPPED: ${printable(health.stopped)}`)
  else if (health?.last_error) print(`  last trouble: ${printable(health.last_error)}`)
}

/** Without the number that only pages need. */
export function shownEntry({ seq: _, ...entry }: LedgerEntry): Omit<LedgerEntry, 'seq'> {
  return entry
}

export function printEntries(entries: readonly LedgerEntry[]): void {
  printTable([
    ['sighting_id', 'event_name', 'state', 'reason', 'tries', 'last sent', 'fbtrace_id'],
    ...entries.map((entry) => [
      printable(entry.sighting_id),
      printable(entry.event_name),
      entry.later_merged ? `${entry.state}, later merged` : entry.state,
      printable(entry.reason ?? ''),
      String(entry.attempts),
      entry.request ? new Date(entry.request.sent_at_ms).toISOString() : '',
      printable(entry.request?.fbtrace_id ?? ''),
    ]),
  ])
}

/** JSON without what steers a terminal or turns its text around: what came in an event may hold it. */
export const withoutControls = (json: string): string =>
  json.replace(STEERING, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
const STEERING = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g
