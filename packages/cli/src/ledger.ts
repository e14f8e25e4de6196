import type { Configuration, Destination, Ledger, LedgerEntry } from '@countersign/storage'
import { openLedger } from '@countersign/storage'
import { existingDirectory, openData } from './data.js'
import { couldNot, wrongInput } from './io.js'

/** Runs a look at what was delivered, or a change of it, beside a running server or without one. */
export async function withLedger(
  data: string | undefined,
  work: (ledger: Ledger | undefined, configuration: Configuration) => void,
): Promise<void> {
  const { paths, configuration } = openData(existingDirectory(data))
  try {
    const ledger = openLedger(paths, configuration, Date.now)
    try {
      work(ledger, configuration)
    } finally {
      ledger?.close()
    }
  } finally {
    configuration.close()
  }
}

export function destinationOrFail(configuration: Configuration, id: string): Destination {
  const destination = configuration.destinations().find((known) => String(known.id) === id)
  if (!destination)
    throw wrongInput(`There is no destination ${id}. \`countersign destination list\` shows those there are.`)
  return destination
}

export function ledgerOrFail(ledger: Ledger | undefined): Ledger {
  if (!ledger) throw couldNot('Nothing was delivered from this data directory yet: start the server once.')
  return ledger
}

export function entryOrFail(
  ledger: Ledger | undefined,
  destination: Destination,
  sighting_id: string,
): LedgerEntry {
  const entry = ledger?.entry(destination.id, sighting_id)
  if (!entry)
    throw wrongInput(
      `Destination ${destination.id} has no event ${sighting_id}. \`countersign events --json\` shows the sighting_id of each.`,
    )
  return entry
}
