import type { IncomingMessage } from 'node:http'
import { decodeBody, fieldOf, readBody } from '@countersign/collector'
import type { BlamedEvent } from '../counted/bad-requests.js'
import { fieldOfEvent } from '../fail/bad-events.js'

/** What a Conversions API body holds, as far as it can be read; nothing is said of what is wrong with it. */
export interface SentEvents {
  access_token: string | null
  /** null where no list of events could be read */
  data: readonly unknown[] | null
}

export async function readSentEvents(body: Buffer, request: IncomingMessage): Promise<SentEvents> {
  const read = await readBody(body, request.headers)
  if (!read.ok) return { access_token: null, data: null }
  const decoded = decodeBody(read.value)
  return {
    access_token: fieldOf(read.value, 'access_token') ?? fieldOf(read.value, 'accessKey') ?? null,
    data: decoded.ok ? decoded.value.data : null,
  }
}

/** How many of the blamed events are shown. */
const BLAMED_MAX = 20

/** The events at these places, by what tells one from another and is no identity. */
export const blamedAt = (places: Iterable<number>, data: readonly unknown[]): BlamedEvent[] =>
  [...new Set(places)].slice(0, BLAMED_MAX).map((index) => ({
    index,
    event_name: fieldOfEvent(data[index], 'event_name'),
    event_id: fieldOfEvent(data[index], 'event_id'),
  }))
