import type { TestRow } from './test-row.js'

/** A request of the Conversions API as a command, its token from the environment. */
export function curlOf(origin: string, dataset_id: string, body: string): string {
  // Inside single quotes a shell reads nothing but their end.
  const quoted = body.replaceAll("'", `'\\''`)
  return [
    `curl ${origin}/v24.0/${dataset_id}/events \\`,
    `  -H "Authorization: Bearer $COUNTERSIGN_ACCESS_TOKEN" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${quoted}'`,
  ].join('\n')
}

/** What stands in for match keys, of which only the names are shown: without them the event would be refused. */
const NOBODY = { client_ip_address: '203.0.113.9', client_user_agent: 'curl' }

/** The event of a row as its server would send it. Where it had an event_time that goes along. */
export function eventOfRow(row: TestRow, now_s: number): object {
  return {
    event_name: row.event_name,
    event_time: row.event_time ?? now_s,
    ...(row.event_id !== null && { event_id: row.event_id }),
    action_source: row.action_source ?? 'website',
    ...(row.event_source_url !== null && { event_source_url: row.event_source_url }),
    user_data: NOBODY,
    ...(Object.keys(row.custom_data).length > 0 && { custom_data: row.custom_data }),
  }
}

export const requestOfRow = (row: TestRow, now_s: number): string =>
  JSON.stringify({ data: [eventOfRow(row, now_s)], test_event_code: row.test_event_code })
