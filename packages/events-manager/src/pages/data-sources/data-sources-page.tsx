import { Button } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import { datasetsQuery, summaryQuery } from '../../client/queries.js'
import type { DatasetSummary } from '../../client/shapes.js'
import { useMay } from '../../client/use-may.js'
import { Answer } from '../../parts/answer.js'
import { ColumnRules } from '../../parts/column-rules.js'
import { DataTable } from '../../parts/data-table.js'
import { Empty } from '../../parts/empty.js'
import { Failed } from '../../parts/failed.js'
import { Page, Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { useMinute } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { columnsAt, type Source } from './columns.js'
import styles from './data-sources.module.css'

const { dataSources } = words

/** Home: every dataset that may be seen, and how it does today; what hurts most first. */
export function DataSourcesPage() {
  const datasets = useQuery(datasetsQuery)
  const summary = useQuery(summaryQuery)
  const { search, set } = useAddress()
  const navigate = useNavigate()
  const now_ms = useMinute()
  const may_create = useMay().change
  const of = new Map(summary.data?.map((each) => [each.dataset_id, each]))
  const rows = datasets.data?.map((dataset): Source => ({ dataset, summary: of.get(dataset.id) ?? null }))
  const create = may_create ? (
    <Button component={Link} to="/new" size="xs" leftSection={<IconPlus size={15} aria-hidden />}>
      {dataSources.new}
    </Button>
  ) : (
    <span className={styles.reader}>{words.newDataset.refused.title}</span>
  )
  return (
    <Page
      title={dataSources.title}
      answer={summary.data && rows && rows.length > 0 ? <Today summary={summary.data} /> : undefined}
      actions={rows && rows.length > 0 ? create : undefined}
    >
      {summary.error !== null && datasets.data !== undefined && (
        <Failed
          inline
          what={dataSources.figures}
          error={summary.error}
          since_ms={summary.errorUpdatedAt}
          retry={summary.refetch}
        />
      )}
      <Section flush>
        {rows === undefined ? (
          datasets.error === null ? (
            <TableSkeleton columns={7} />
          ) : (
            <Failed
              what={dataSources.what}
              error={datasets.error}
              since_ms={datasets.errorUpdatedAt}
              retry={datasets.refetch}
            />
          )
        ) : (
          <DataTable
            label={dataSources.table}
            columns={columnsAt(now_ms)}
            rows={rows}
            id={({ dataset }) => dataset.id}
            sort={search.sort ?? '-issues'}
            onSort={(sort) => set({ sort }, { replace: true })}
            onOpen={({ dataset }) =>
              void navigate({ to: '/d/$dataset_id/overview', params: { dataset_id: dataset.id } })
            }
            empty={<NoDataset may_create={may_create} />}
          />
        )}
      </Section>
    </Page>
  )
}

const Rules = () => (
  <ColumnRules
    what={dataSources.explain}
    rules={[
      [dataSources.columns.status, dataSources.rules.status],
      [dataSources.columns.counted, dataSources.rules.today],
      [dataSources.columns.quality, dataSources.rules.quality],
      [dataSources.columns.issues, dataSources.rules.issues],
    ]}
  />
)

function Today({ summary }: { summary: readonly DatasetSummary[] }) {
  const sum = (of: (each: DatasetSummary) => number) => summary.reduce((all, each) => all + of(each), 0)
  return (
    <Answer>
      {dataSources.answer(summary.length)}:{' '}
      <strong>{dataSources.counted(sum(({ today }) => today.counted))}</strong>{' '}
      {dataSources.from(sum(({ today }) => today.received.browser + today.received.server))}
      <Rules />
    </Answer>
  )
}

const NoDataset = ({ may_create }: { may_create: boolean }) => (
  <Empty
    title={dataSources.empty.title}
    text={may_create ? dataSources.empty.text : dataSources.empty.reader}
    action={
      may_create && (
        <Button component={Link} to="/new">
          {dataSources.empty.action}
        </Button>
      )
    }
  />
)
