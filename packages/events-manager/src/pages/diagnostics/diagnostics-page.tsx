import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import { Empty } from '../../parts/empty.js'
import { Failed } from '../../parts/failed.js'
import { AddEvents, useLastReceived } from '../../parts/nothing-received.js'
import { Page } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { useDataset, zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import styles from './diagnostics.module.css'
import { DiagnosticsAnswer } from './diagnostics-answer.js'
import { FilterBar } from './filters.js'
import { GuidedChecks } from './guided-checks.js'
import { IssueList } from './issue-list.js'
import {
  countByTab,
  type Diagnostics,
  eventNamesIn,
  filtered,
  filtersOf,
  grouped,
  isNarrowed,
  issuesOf,
} from './issues.js'
import { watchedDiagnosticsQuery } from './queries.js'

const { diagnostics: said } = words

/** All issues of a dataset: how many are open, each with its evidence, and the guided checks beside them. */
export function DiagnosticsPage() {
  const { dataset_id = '' } = useParams({ strict: false })
  const dataset = useDataset()
  const { data, error, errorUpdatedAt, refetch } = useQuery(watchedDiagnosticsQuery(dataset_id))
  const never_received = useLastReceived(dataset_id) === null
  return (
    <Page
      title={words.shell.pages.diagnostics}
      {...(dataset && { dataset: dataset.name })}
      {...(data && {
        answer: (
          <DiagnosticsAnswer diagnostics={data} issues={issuesOf(data)} never_received={never_received} />
        ),
      })}
      todo={<GuidedChecks dataset_id={dataset_id} />}
    >
      {error !== null && (
        <Failed
          what={said.what}
          error={error}
          since_ms={errorUpdatedAt}
          retry={refetch}
          inline={data !== undefined}
        />
      )}
      {data !== undefined ? (
        <Issues
          diagnostics={data}
          dataset_id={dataset_id}
          zone={zoneOf(dataset)}
          never_received={never_received}
        />
      ) : (
        error === null && <TableSkeleton rows={8} columns={3} />
      )}
    </Page>
  )
}

interface IssuesProps {
  diagnostics: Diagnostics
  dataset_id: string
  zone: string
  never_received: boolean
}

function Issues({ diagnostics, dataset_id, zone, never_received }: IssuesProps) {
  const { search } = useAddress()
  const issues = issuesOf(diagnostics)
  const filters = filtersOf(search)
  const shown = filtered(issues, filters)
  return (
    <>
      <FilterBar filters={filters} counts={countByTab(issues)} event_names={eventNamesIn(issues)} />
      {diagnostics.behind_rows > 0 && (
        <p className={styles.behind} role="status">
          {said.behind(diagnostics.behind_rows)}
        </p>
      )}
      {shown.length > 0 ? (
        <IssueList groups={grouped(shown)} dataset_id={dataset_id} zone={zone} />
      ) : isNarrowed(filters) ? (
        <p className={styles.dimmed}>{said.none_match}</p>
      ) : never_received && filters.tab === 'open' ? (
        <Empty {...said.never} watching action={<AddEvents dataset_id={dataset_id} />} />
      ) : (
        <Empty
          title={said.empty_title[filters.tab]}
          text={said.empty_text[filters.tab]}
          watching={filters.tab === 'open'}
        />
      )}
    </>
  )
}
