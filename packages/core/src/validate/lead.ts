import type { ActionSource, JsonObject } from '../event.js'
import type { Notes } from './notes.js'
import { isPresent } from './user-data.js'

const LEAD_ID = /^\d{15,17}$/

/**
 * A lead's id, and what the lead funnel needs beside it.
 * Problems: lead_id_invalid. Warns where the event is legal and yet not counted in the funnel.
 * @source reference 15.2
 */
export function validateLead(
  user_data: JsonObject,
  action_source: ActionSource | null,
  custom_data: JsonObject,
  notes: Notes,
): void {
  const { lead_id } = user_data
  if (lead_id === undefined || !isPresent(lead_id)) return
  const text = typeof lead_id === 'number' ? String(lead_id) : lead_id
  if (typeof text !== 'string' || !LEAD_ID.test(text.trim()))
    notes.refuse('lead_id_invalid', 'user_data.lead_id', 'is no integer of 15 to 17 digits')
  const in_funnel = custom_data.event_source === 'crm' && isPresent(custom_data.lead_event_source)
  if (action_source === 'system_generated' && !in_funnel) notes.warn('crm_custom_data_missing')
}
