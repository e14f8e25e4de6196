import type { Commands } from './server-process.js'

/** A line of `events --json`, as the contract has it and no more than the tests look at. */
export interface CountedEvent {
  dataset_id: string
  event_name: string
  event_id: string | null
  event_time: number
  action_source: string | null
  event_source_url: string | null
  channels: string[]
  counted_at_ms: number
  custom_data: Record<string, unknown>
  user_data: Record<string, unknown>
  sightings: {
    channel: string
    received_at_ms: number
    verdict: string
    method: string | null
    primary: boolean
    sighting_id: string
    event_id: string | null
    warnings: string[]
  }[]
}

/** `stats --json`, as the contract has it. */
export interface Books {
  received: { browser: number; server: number }
  counted: number
  duplicate: number
  rejected: number
  blocked: number
  restricted: number
  by_event: Record<string, { counted: number; received: { browser: number; server: number } }>
  rejections: Record<string, number>
}

export const readEvents = (commands: Commands, dataset_id: string, limit = 100): Promise<CountedEvent[]> =>
  commands.lines<CountedEvent>('events', '--dataset', dataset_id, '--limit', String(limit))

export const readStats = (commands: Commands, dataset_id: string): Promise<Books> =>
  commands.json<Books>('stats', '--dataset', dataset_id)

export interface Verified {
  balanced: boolean
  sightings: number
  refusals: number
  imbalances: object[]
}
/** `verify --json`, whether the books balance or not. */
export async function verify(commands: Commands): Promise<Verified> {
  const done = await commands.run('verify', '--json')
  if (done.stdout === '') throw new Error(`verify: exit ${done.code}\n${done.stderr}`)
  return JSON.parse(done.stdout) as Verified
}
