import type { Configuration, DataPaths, Destination, Ledger, LedgerEntry } from '@countersign/storage'
import { openLedger } from '@countersign/storage'
import { existingDirectory, foldOrWait, isServed, openData } from './data.js'
import { couldNot, remark, wrongInput } from './io.js'

/** Runs a look at what was delivered, or a change of it, beside a running server or without one. */
export async function withLedger(
  data: string | undefined,
  work: (ledger: Ledger | undefined, configuration: Configuration) => void,
): Promise<void> {
  const { paths, configuration } = openData(existingDirectory(data))
  try {
    await foldOrWait(paths, configuration)
    await waitForDelivery(paths, configuration)
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

/** How long a look waits for a server that has not told delivery of the last events yet. */
const WAIT_MS = 5_000
const LOOK_MS = 20

/** A look sees all that was acknowledged before it began, as long as there is a server to tell delivery of it. */
async function waitForDelivery(paths: DataPaths, configuration: Configuration): Promise<void> {
  if (!isServed(paths) || configuration.destinations().length === 0) return
  const end_ms = performance.now() + WAIT_MS
  const ledger = openLedger(paths, configuration, Date.now)
  try {
    while (ledger?.isBehind() && performance.now() < end_ms)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    if (ledger?.isBehind()) remark('Delivery has not been told of the last events yet.')
  } finally {
    ledger?.close()
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
