/** The ways in that the wizard offers, in the order in which most people need them. */
export const PATHS = ['pixel', 'conversions-api', 'gtm', 'gateway'] as const
export type Path = (typeof PATHS)[number]

export type Step =
  | { kind: 'name'; at: 0 }
  | { kind: 'choose'; at: 1; dataset_id: string }
  | { kind: 'wait'; at: 2; dataset_id: string; path: Path }

/** Where in the wizard an address is. What it does not know leads to the step before. */
export function stepOf({ dataset, path }: { readonly [name: string]: string | undefined }): Step {
  if (dataset === undefined || !/^\d{1,20}$/.test(dataset)) return { kind: 'name', at: 0 }
  const chosen = PATHS.find((each) => each === path)
  if (chosen === undefined) return { kind: 'choose', at: 1, dataset_id: dataset }
  return { kind: 'wait', at: 2, dataset_id: dataset, path: chosen }
}

/**
 * A first event from the command line, as the Conversions API takes it.
 * @param access_token  null: it was shown before, and its place is named
 */
export function firstEventCommand(origin: string, dataset_id: string, access_token: string | null): string {
  const event = {
    event_name: 'PageView',
    event_time: 0,
    action_source: 'website',
    event_source_url: 'https://shop.example/',
    user_data: { client_ip_address: '203.0.113.9', client_user_agent: 'curl' },
  }
  const data = JSON.stringify({ data: [event] }).replace('"event_time":0', `"event_time":'"$(date +%s)"'`)
  return [
    `curl ${origin}/v24.0/${dataset_id}/events \\`,
    `  -H 'Authorization: Bearer ${access_token ?? 'ACCESS_TOKEN'}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${data}'`,
  ].join('\n')
}
