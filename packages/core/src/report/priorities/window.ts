import type { Placed } from './slot.js'

/** What is held of a person's conversion window: its best event so far, and nothing else that the person did. */
export interface PersonWindow {
  kept: Kept | null
  /** the campaign seen last in it */
  campaign: string | null
}
export interface Kept extends Placed {
  /** the one that the event named, else the last one seen before it */
  campaign: string | null
}

/** What became of a sighting: it is the first that the window keeps, it took another's place, or it is left out. */
export type Outcome = 'held' | 'took_the_place' | 'outranked' | 'no_slot'

export const NEW_WINDOW: PersonWindow = Object.freeze({ kept: null, campaign: null })

/**
 * Adds a sighting to its person's window. Only the event of the highest priority stays; of two alike the first, so that a
 * person who buys twice is reported once.
 * @source reference 10.1
 */
export function joinWindow(
  window: PersonWindow,
  placed: Placed | null,
  seen: string | null,
): { window: PersonWindow; outcome: Outcome } {
  const campaign = seen ?? window.campaign
  const { kept } = window
  if (placed === null) return { window: { kept, campaign }, outcome: 'no_slot' }
  if (kept !== null && kept.slot <= placed.slot) return { window: { kept, campaign }, outcome: 'outranked' }
  return {
    window: { kept: { ...placed, campaign }, campaign },
    outcome: kept === null ? 'held' : 'took_the_place',
  }
}
