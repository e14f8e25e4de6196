import type { FactsReader, HourlyCount, HourlyPresent, Hours } from './facts-reader.js'

/** A dataset's hourly books over some hours, with the names that their numbers stand for. */
export interface Hourly {
  names: Map<number, string>
  counts: HourlyCount[]
  present: HourlyPresent[]
}

export function readHourly(dataset_id: string, hours: Hours, facts: FactsReader): Hourly {
  return facts.together(() => ({
    names: facts.names(dataset_id),
    counts: facts.countsByHour(dataset_id, hours),
    present: facts.presentByHour(dataset_id, hours),
  }))
}
