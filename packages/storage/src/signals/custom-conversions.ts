import type { CustomConversion } from '@countersign/core'
import { conversionsMet } from '@countersign/core/quality'
import type { Seen } from '@countersign/core/report'
import type { Configuration } from '../configuration/port.js'
import { addTo } from './measure-tables.js'
import type { Place } from './observe.js'
import type { ToldAs } from './told-table.js'

/** Of a dataset, by the event name that their rules begin with: most sightings then have none to be held against. */
type ByName = ReadonlyMap<string, readonly CustomConversion[]>
interface Configured {
  conversions: ByName
  /** event names that the owner asks for: of custom conversions, and of the funnel */
  names: ReadonlySet<string>
}

/**
 * Counts the custom conversions that a counted sighting meets, and takes back those that it was counted under: they are
 * written down with it, since rules change. A rule that is new or has changed holds for what is judged from then on; the
 * past is counted by it where the dataset is rebuilt.
 */
export class CustomConversions {
  private version = Number.NaN
  private is_fresh = false
  private readonly known = new Map<string, Configured>()

  constructor(private readonly configuration: Pick<Configuration, 'dataset' | 'version'>) {}

  /** The sighting is counted now. */
  join(dataset_id: string, { cell }: Place, { event }: Seen, told: ToldAs): void {
    const conversions = this.of(dataset_id).conversions.get(event.event_name)
    if (!conversions) return
    const met = conversionsMet(event, conversions)
    for (const id of met) addTo(cell.more, `conversion:${id}`, 1)
    told.conversions = met.join(' ')
  }

  /** It is not any more, or is gone. */
  leave({ cell }: Place, told: ToldAs): void {
    if (told.conversions === '') return
    for (const id of told.conversions.split(' ')) addTo(cell.more, `conversion:${id}`, -1)
    told.conversions = ''
  }

  /** Whether the owner has named an event: it is never counted among others. */
  isNamed(dataset_id: string, event_name: string): boolean {
    return this.of(dataset_id).names.has(event_name)
  }

  /** What is configured is asked for once a step, not once a sighting. */
  stepEnds(): void {
    this.is_fresh = false
  }

  private of(dataset_id: string): Configured {
    if (!this.is_fresh) this.refresh()
    let configured = this.known.get(dataset_id)
    if (!configured) {
      const { custom_conversions = [], key_events = [] } =
        this.configuration.dataset(dataset_id)?.settings ?? {}
      const conversions = byName(custom_conversions)
      configured = { conversions, names: new Set([...conversions.keys(), ...key_events]) }
      this.known.set(dataset_id, configured)
    }
    return configured
  }

  private refresh(): void {
    const version = this.configuration.version()
    if (version !== this.version) this.known.clear()
    this.version = version
    this.is_fresh = true
  }
}

function byName(conversions: readonly CustomConversion[]): ByName {
  const by_name = new Map<string, CustomConversion[]>()
  for (const conversion of conversions) {
    const { event_name } = conversion.rule
    const of_name = by_name.get(event_name)
    if (of_name) of_name.push(conversion)
    else by_name.set(event_name, [conversion])
  }
  return by_name
}
