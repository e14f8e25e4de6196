import type { Json, JsonObject } from '../event.js'
import { seenWord } from './action-source.js'
import type { Notes } from './notes.js'
import { STANDARD_EVENTS } from './standard-events.js'
import { isPresent } from './user-data.js'

/**
 * The standard events that a conversation can have; names of one's own are allowed too. @source reference
 * 15.3
 */
const FOR_MESSAGING = new Set(['Purchase', 'InitiateCheckout', 'AddToCart', 'ViewContent'])

/**
 * What an event of business messaging needs: its channel, a name that the channel knows, and the account on
 * it.
 * @returns the channel in lower case; null where it is missing or unknown
 * Problems: messaging_channel_missing (2804063), event_name_not_for_messaging (2804066), page_id_missing
 * (2804069), instagram_account_id_missing (2804079), messaging_account_missing (2804116), ctwa_clid_invalid
 * (2804087)
 * @source reference 5.6, 15.3
 */
export function validateMessaging(
  raw: JsonObject,
  event_name: string,
  user_data: JsonObject,
  notes: Notes,
): string | null {
  const channel = readChannel(raw.messaging_channel, notes)
  if (STANDARD_EVENTS.has(event_name) && !FOR_MESSAGING.has(event_name))
    notes.refuse('event_name_not_for_messaging', 'event_name', `is ${event_name}`)
  if (channel === 'messenger') validateMessenger(user_data, notes)
  else if (channel === 'whatsapp') validateWhatsapp(user_data, notes)
  else if (channel === 'instagram') validateInstagram(user_data, notes)
  return channel
}

function readChannel(sent: Json | undefined, notes: Notes): string | null {
  const channel = typeof sent === 'string' ? sent.trim().toLowerCase() : ''
  if (channel === 'messenger' || channel === 'whatsapp' || channel === 'instagram') return channel
  notes.refuse(
    'messaging_channel_missing',
    'messaging_channel',
    isPresent(sent) ? seenWord(sent ?? null) : undefined,
  )
  return null
}

function validateMessenger(user_data: JsonObject, notes: Notes): void {
  if (!isPresent(user_data.page_id)) notes.refuse('page_id_missing', 'user_data.page_id')
  if (!isPresent(user_data.page_scoped_user_id)) notes.warn('messaging_identity_missing')
}

function validateWhatsapp(user_data: JsonObject, notes: Notes): void {
  const { page_id, whatsapp_business_account_id, ctwa_clid } = user_data
  if (!isPresent(page_id) && !isPresent(whatsapp_business_account_id))
    notes.refuse('messaging_account_missing', 'user_data.whatsapp_business_account_id')
  if (!isPresent(ctwa_clid)) notes.warn('messaging_identity_missing')
  else if (typeof ctwa_clid !== 'string' || /\s/.test(ctwa_clid.trim()))
    notes.refuse('ctwa_clid_invalid', 'user_data.ctwa_clid', 'is no click id')
}

function validateInstagram(user_data: JsonObject, notes: Notes): void {
  if (!isPresent(user_data.ig_account_id) && !isPresent(user_data.instagram_business_account_id))
    notes.refuse('instagram_account_id_missing', 'user_data.ig_account_id')
  if (!isPresent(user_data.ig_sid)) notes.warn('messaging_identity_missing')
}
