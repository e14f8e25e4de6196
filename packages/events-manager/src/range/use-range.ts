import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMemo, useSyncExternalStore } from 'react'
import { useAddress } from '../address.js'
import { type Dataset, datasetsQuery } from '../client/queries.js'
import { MINUTE_MS, thisMinute } from './minute.js'
import { type Range, rangeBefore, rangeOf, rangeSearchOf } from './range.js'

/** The dataset in the address; undefined until the list is there, or where it is none of ours. */
export function useDataset(): Dataset | undefined {
  const { dataset_id } = useParams({ strict: false })
  return useQuery(datasetsQuery).data?.find(({ id }) => id === dataset_id)
}

/** The zone that a dataset's days are in. */
export function zoneOf(dataset: Dataset | undefined): string {
  const zone = (dataset?.settings as { [name: string]: unknown } | undefined)?.time_zone
  return typeof zone === 'string' && zone !== '' ? zone : 'UTC'
}

/** The range in the address, what it is compared with (null: nothing), and the zone that its days are in. */
export function useRange(): { range: Range; before: Range | null; zone: string } {
  const { search } = useAddress()
  const zone = zoneOf(useDataset())
  const minute = useMinute()
  const { since, until, compare } = rangeSearchOf(search)
  return useMemo(() => {
    const range = rangeOf({ ...(since && { since }), ...(until && { until }) }, minute, zone)
    return { range, before: compare === 'before' ? rangeBefore(range) : null, zone }
  }, [since, until, compare, minute, zone])
}

/** The minute that it is, in ms: what says how long ago something was is drawn again with each. */
export const useMinute = (): number => useSyncExternalStore(eachMinute, thisMinute)

function eachMinute(tell: () => void): () => void {
  const timer = setInterval(tell, MINUTE_MS / 4)
  return () => clearInterval(timer)
}
