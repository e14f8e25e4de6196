import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { summaryQuery } from '../client/queries.js'
import { formatTime } from '../format/time.js'
import { words } from '../words/words.js'
import { Empty } from './empty.js'

/** When a dataset last received something; null: never; undefined: not known (yet). */
export function useLastReceived(dataset_id: string): number | null | undefined {
  const { data } = useQuery(summaryQuery)
  return data?.find((each) => each.dataset_id === dataset_id)?.last_received_at_ms
}

interface NothingReceivedProps {
  dataset_id: string
  zone: string
  /** what would be here once something came */
  never: { title: string; text: string }
}

/** Nothing in these days, or nothing ever: then the next step, and the page watches for the first event. */
export function NothingReceived({ dataset_id, zone, never }: NothingReceivedProps) {
  const last_ms = useLastReceived(dataset_id)
  const { nothing: said } = words.parts
  if (last_ms !== null)
    return (
      <Empty
        title={said.title}
        text={last_ms === undefined ? said.other_days : said.text(formatTime(last_ms, zone))}
        watching
      />
    )
  return <Empty {...never} watching action={<AddEvents dataset_id={dataset_id} />} />
}

/** The next step where nothing was ever received. */
export const AddEvents = ({ dataset_id }: { dataset_id: string }) => (
  <Button renderRoot={(props) => <Link {...props} to="/d/$dataset_id/add-events" params={{ dataset_id }} />}>
    {words.parts.nothing.action}
  </Button>
)
