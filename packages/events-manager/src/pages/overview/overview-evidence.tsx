import { useQuery } from '@tanstack/react-query'
import { useAddress } from '../../address.js'
import { qualityQuery, seriesQuery } from '../../client/books.js'
import type { EventNames } from '../../client/shapes.js'
import { Failed } from '../../parts/failed.js'
import { Section } from '../../parts/page.js'
import { ChartSkeleton } from '../../parts/skeletons.js'
import { rangeBefore } from '../../range/range.js'
import { useRange } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { ByEvent } from './by-event.js'
import { ChartSection } from './chart-section.js'
import { Figures } from './figures.js'
import styles from './overview.module.css'
import { useLast } from './use-last.js'

const said = words.overview

interface OverviewEvidenceProps {
  dataset_id: string
  /** what the answer is about */
  event_name: string
  names: EventNames
  before: EventNames | null
}

/** What the answer was told from: the numbers over time, how well the paths agree, and the events by themselves. */
export function OverviewEvidence({ dataset_id, event_name, names, before }: OverviewEvidenceProps) {
  const { search, set } = useAddress()
  const { range, before: compared } = useRange()
  const shown = search.scope === 'all' ? null : event_name
  const asked = useQuery(seriesQuery(dataset_id, range, shown ?? undefined))
  const was = useQuery({
    ...seriesQuery(dataset_id, compared ?? rangeBefore(range), shown ?? undefined),
    enabled: compared !== null,
  })
  const quality = useQuery(qualityQuery(dataset_id))
  // The minute moves the range: what was drawn stays until the next is here, for the same event only.
  const series = useLast(asked.data, `${dataset_id} ${shown}`)
  const earlier = compared === null ? null : (was.data ?? null)
  const qualityOf = quality.data?.events.find((each) => each.event_name === event_name) ?? null
  return (
    <>
      {names.behind_rows > 0 && <p className={styles.note}>{said.behind(names.behind_rows)}</p>}
      {asked.isError && (
        <Failed
          inline={series !== undefined}
          what={said.what.chart}
          error={asked.error}
          since_ms={asked.errorUpdatedAt}
          retry={asked.refetch}
        />
      )}
      {series !== undefined ? (
        <ChartSection
          dataset_id={dataset_id}
          series={series}
          before={earlier}
          event_name={shown}
          event_names={names.data.map((row) => row.event_name)}
          onEvent={(chosen) =>
            set(
              chosen === null
                ? { scope: 'all', event: undefined }
                : { scope: undefined, event: chosen === 'Purchase' ? undefined : chosen },
            )
          }
        />
      ) : (
        asked.isPending && (
          <Section>
            <ChartSkeleton height={330} />
          </Section>
        )
      )}
      {series !== undefined && shown !== null && (
        <Figures
          event_name={event_name}
          totals={series.totals}
          before={earlier?.totals ?? null}
          quality={quality.isPending ? undefined : qualityOf}
        />
      )}
      <ByEvent dataset_id={dataset_id} names={names} before={before} />
    </>
  )
}
