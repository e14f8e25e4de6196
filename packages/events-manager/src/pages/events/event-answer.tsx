import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { eventNameQuery } from '../../client/books.js'
import type { OneEventName } from '../../client/shapes.js'
import { formatCount, formatTrend } from '../../format/count.js'
import { Answer } from '../../parts/answer.js'
import { Explained } from '../../parts/explained.js'
import { Time } from '../../parts/figures.js'
import { rangeBefore } from '../../range/range.js'
import { useRange } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { spanOf } from '../overview/span.js'

const said = words.events.event

/** How often it was counted, from how many reports, and when the last came. */
export function EventAnswer({ event, dataset_id }: { event: OneEventName; dataset_id: string }) {
  const { range } = useRange()
  const { data: before } = useQuery(eventNameQuery(dataset_id, event.event_name, rangeBefore(range)))
  const { totals, last_received_at_ms } = event
  const { browser, server } = totals.received
  const refused = totals.rejected + totals.blocked + totals.restricted
  return (
    <Answer
      trend={before === undefined ? null : formatTrend(totals.counted, before.totals.counted)}
      against={words.overview.against(spanOf(range))}
    >
      {browser + server === 0 ? (
        said.none_here
      ) : (
        <>
          <strong>{said.answer.counted(totals.counted)}</strong>
          {said.answer.from(browser, server)}
          {totals.both > 0 && said.answer.both(totals.both)}
          {refused > 0 && said.answer.refused(refused)}.
          <Explained
            what={words.overview.explain.what}
            rule={words.overview.explain.rule}
            inputs={[
              [words.overview.explain.browser, formatCount(browser)],
              [words.overview.explain.server, formatCount(server)],
              [words.overview.explain.counted, formatCount(totals.counted)],
              [words.overview.explain.duplicate, formatCount(totals.duplicate)],
              [words.overview.explain.refused, formatCount(refused)],
            ]}
          />
        </>
      )}{' '}
      {last_received_at_ms !== null && (
        <>
          {said.last} <Time at_ms={last_received_at_ms} zone={event.time_zone} />.{' '}
        </>
      )}
      <Anchor
        inherit
        underline="always"
        renderRoot={(props) => (
          <Link
            {...props}
            to="/d/$dataset_id/overview"
            params={{ dataset_id }}
            search={{ event: event.event_name } as never}
          />
        )}
      >
        {said.over_time}
      </Anchor>
    </Answer>
  )
}
