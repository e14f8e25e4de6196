import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import { useAddress } from '../../address.js'
import { auditQuery } from '../../client/books.js'
import type { Series } from '../../client/shapes.js'
import { useMay } from '../../client/use-may.js'
import { CsvButton } from '../../parts/csv-button.js'
import { Section } from '../../parts/page.js'
import { ChartSkeleton } from '../../parts/skeletons.js'
import { words } from '../../words/words.js'
import { changesAt } from './changes.js'
import { ChangesList } from './changes-list.js'
import { chartRows } from './chart-rows.js'
import { Legend } from './legend.js'
import styles from './overview.module.css'
import { csvHead, csvRow, StepTable } from './step-table.js'

const said = words.overview.chart
const ColumnsChart = lazy(async () => ({ default: (await import('./columns-chart.js')).ColumnsChart }))
const VIEWS = ['counts', 'share', 'table'] as const

interface ChartSectionProps {
  dataset_id: string
  series: Series
  /** of the period before; null where it is not compared */
  before: Series | null
  /** null: all events together */
  event_name: string | null
  event_names: readonly string[]
  onEvent(event_name: string | null): void
}

/** Received and counted over time: as columns, as the share that was deduplicated, or as a table. */
export function ChartSection(props: ChartSectionProps) {
  const { dataset_id, series, before, event_name, event_names, onEvent } = props
  const { search, set } = useAddress()
  const view = VIEWS.find((each) => each === search.view) ?? 'counts'
  const may = useMay()
  const { data: audit } = useQuery({ ...auditQuery(dataset_id), enabled: may.change, retry: false })
  const rows = useMemo(() => chartRows(series.data, before?.data ?? null), [series, before])
  const changes = useMemo(() => changesAt(audit ?? [], rows, series.until_ms), [audit, rows, series.until_ms])
  const zone = series.time_zone
  return (
    <Section
      title={said.title(event_name)}
      actions={
        <div className={styles.controls}>
          <NativeSelect
            className={styles.select}
            size="xs"
            aria-label={said.event}
            value={event_name === null ? '' : `e${event_name}`}
            onChange={({ currentTarget: { value } }) => onEvent(value === '' ? null : value.slice(1))}
            data={[
              { value: '', label: said.all },
              ...event_names.map((name) => ({ value: `e${name}`, label: name.slice(0, 80) })),
            ]}
          />
          <SegmentedControl
            size="xs"
            aria-label={said.view}
            value={view}
            onChange={(chosen) => set({ view: chosen === 'counts' ? undefined : chosen }, { replace: true })}
            data={VIEWS.map((each) => ({ value: each, label: said.views[each] }))}
          />
          <CsvButton
            name={`${event_name ?? 'all-events'}-by-${series.step}`}
            head={csvHead}
            rows={() => rows.map(csvRow)}
          />
        </div>
      }
    >
      {view === 'table' ? (
        <StepTable rows={rows} step={series.step} zone={zone} compared={before !== null} />
      ) : (
        <>
          {view === 'counts' && <Legend compared={before !== null} />}
          <Suspense fallback={<ChartSkeleton height={280} />}>
            <ColumnsChart
              rows={rows}
              step={series.step}
              zone={zone}
              view={view}
              compared={before !== null}
              changes={changes}
              label={said.label(event_name)}
            />
          </Suspense>
        </>
      )}
      <ChangesList changes={changes} zone={zone} />
    </Section>
  )
}
