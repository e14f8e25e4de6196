import type { GraphEvent } from '@countersign/core'
import type { Configuration } from '../configuration/port.js'
import type { DataPaths } from '../process/data-directory.js'
import type { LedgerEntry } from './ledger.js'
import { type Ledger, openLedger, type ToBeSent } from './open-ledger.js'

/** How many letters one wish sends again: nobody else is answered meanwhile. */
const LETTERS_MAX = 20_000

/** A letter, and what would be sent of it now. */
export interface MendedLetter extends ToBeSent {
  letter: LedgerEntry
}
export interface ResentLetters {
  resent: number
  /** asked again, more would be */
  is_more: boolean
}

/** What pages do about events that were not delivered. Opened with the first of them. */
export interface LetterMending {
  /** @param which  one, or those that were refused or have expired with a code @returns undefined where there is no such letter */
  resendLetters(
    destination_id: number,
    which: { sighting_id: string } | { reason: string },
  ): ResentLetters | undefined
  /** @returns undefined where there is no such letter */
  oneLetter(destination_id: number, sighting_id: string): MendedLetter | undefined
  /** @param graph_event  as `readEditedEvent` gives it @returns undefined where there is no such letter */
  editLetter(destination_id: number, sighting_id: string, graph_event: GraphEvent): MendedLetter | undefined
  close(): void
}

export function letterMending(
  paths: DataPaths,
  configuration: Configuration,
  now_ms: () => number,
): LetterMending {
  let opened: Ledger | undefined
  // Absent until delivery has met a destination.
  const ledgerNow = () => {
    opened ??= openLedger(paths, configuration, now_ms)
    return opened
  }
  const oneLetter = (destination_id: number, sighting_id: string): MendedLetter | undefined => {
    const ledger = ledgerNow()
    const destination = configuration.destination(destination_id)
    const letter = ledger?.entry(destination_id, sighting_id)
    if (!ledger || !destination || !letter) return undefined
    const to_be_sent = ledger.toBeSent(destination, sighting_id)
    return to_be_sent && { letter, ...to_be_sent }
  }
  return {
    oneLetter,
    resendLetters(destination_id, which) {
      const ledger = ledgerNow()
      if ('sighting_id' in which && !ledger?.entry(destination_id, which.sighting_id)) return undefined
      const resent = ledger?.resend(destination_id, which, LETTERS_MAX) ?? 0
      return { resent, is_more: resent >= LETTERS_MAX }
    },
    editLetter(destination_id, sighting_id, graph_event) {
      if (!configuration.destination(destination_id)) return undefined
      if (!ledgerNow()?.edit(destination_id, sighting_id, graph_event)) return undefined
      return oneLetter(destination_id, sighting_id)
    },
    close: () => opened?.close(),
  }
}
