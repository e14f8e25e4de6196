import type { FollowedRow } from './followed.js'

/** A counted Purchase by the server, unless it is said otherwise. */
export const aRow = (more: Partial<FollowedRow> = {}): FollowedRow => ({
  id: '1',
  test_event_code: 'TEST1',
  received_at_ms: 1_000,
  channel: 'server',
  event_name: 'Purchase',
  event_id: 'A1',
  event_time: 1,
  action_source: 'website',
  event_source_url: null,
  custom_data: {},
  match_keys: [],
  setup: { kind: 'manual', partner_agent: null },
  automation: [],
  warnings: [],
  problems: [],
  status: 'counted',
  why: '',
  sighting_id: null,
  method: null,
  duplicate_of: null,
  is_new: true,
  ...more,
})
