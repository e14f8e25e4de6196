import type { BadRequest } from '../counted/bad-requests.js'
import type { Conversion } from '../counted/conversions.js'
import { differences, type ExpectedConversion, shown } from './expected.js'

/** What is known when an expectation has failed. */
export interface Evidence {
  event_name: string
  expected: ExpectedConversion
  /** all counted events that are held, of any name */
  conversions: readonly Conversion[]
  bad: readonly BadRequest[]
}

const DIFFERENCES_MAX = 10
const REFUSALS_MAX = 3

/** What came instead: the nearest, then what there is at all, then what was refused. */
export function explain(evidence: Evidence): string {
  return [nearest(evidence), whatCame(evidence), refusals(evidence)].filter(Boolean).join('\n')
}

export function describe(event_name: string, expected: ExpectedConversion): string {
  const named = Object.entries(expected).filter(([, value]) => value !== undefined)
  const conditions = named.map(([name, value]) => `${name} ${shown(value)}`).join(', ')
  return conditions === '' ? event_name : `${event_name} with ${conditions}`
}

function nearest({ event_name, expected, conversions }: Evidence): string {
  const rated = conversions
    .filter((conversion) => conversion.event_name === event_name)
    .map((conversion) => ({ conversion, found: differences(conversion, expected) }))
    .filter(({ found }) => found.length > 0)
  // Of several that are as near the latest: it is the likeliest that the test has just caused.
  const best = rated.reduce<(typeof rated)[number] | undefined>(
    (near, next) => (near === undefined || next.found.length <= near.found.length ? next : near),
    undefined,
  )
  if (best === undefined) return ''
  const lines = best.found
    .slice(0, DIFFERENCES_MAX)
    .map(({ path, expected: wanted, was }) => `  ${path}: expected ${wanted}, was ${was}`)
  return [`Nearest was ${identify(best.conversion)}:`, ...lines].join('\n')
}

export function identify({ event_name, event_id, channels, dataset_id }: Conversion): string {
  const id = event_id === null ? 'without event_id' : `event_id ${JSON.stringify(event_id)}`
  return `${event_name} (${id}, by ${channels.join(' and ')}, dataset ${dataset_id})`
}

function whatCame({ conversions }: Evidence): string {
  if (conversions.length === 0) return 'Nothing was counted.'
  const counts = new Map<string, number>()
  for (const { event_name } of conversions) counts.set(event_name, (counts.get(event_name) ?? 0) + 1)
  return `Counted: ${[...counts].map(([name, count]) => `${count} × ${name}`).join(', ')}.`
}

function refusals({ bad }: Evidence): string {
  if (bad.length === 0) return ''
  const lines = bad.slice(-REFUSALS_MAX).map(({ reason, error, failure_id }) => {
    const said = error?.error_user_msg ?? error?.fix
    const why = failure_id === null ? '' : ` (failure ${failure_id} was set)`
    return `  ${reason}${why}${typeof said === 'string' ? `: ${said.split('\n')[0]}` : ''}`
  })
  const heading = `${bad.length} ${bad.length === 1 ? 'request was' : 'requests were'} refused or failed`
  return [`${heading}${bad.length > REFUSALS_MAX ? ', the last' : ''}:`, ...lines].join('\n')
}
