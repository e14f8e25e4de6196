import { Button, Select } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useAddress } from '../../address.js'
import { ask } from '../../client/client.js'
import { datasetsQuery } from '../../client/queries.js'
import type { AuditPage as AuditAnswer, AuditEntry } from '../../client/shapes.js'
import { Answer } from '../../parts/answer.js'
import { type Column, DataTable } from '../../parts/data-table.js'
import { detailText, didText } from '../../parts/did.js'
import { Empty } from '../../parts/empty.js'
import { Failed } from '../../parts/failed.js'
import { Time } from '../../parts/figures.js'
import { ForAdministrators } from '../../parts/for-administrators.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Page, Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { words } from '../../words/words.js'

const { audit } = words
const ROWS = 100

/** Who signed in and who changed what, newest first; of one dataset or of all. */
export const AuditPage = () => (
  <ForAdministrators title={audit.title} refused={words.people.refused}>
    <AuditShown />
  </ForAdministrators>
)

function AuditShown() {
  const { search, set } = useAddress()
  const { data: datasets = [] } = useQuery(datasetsQuery)
  const log = useInfiniteQuery({
    queryKey: ['audit', search.dataset ?? null],
    queryFn: ({ pageParam }) =>
      ask<AuditAnswer>('GET', '/api/audit', {
        query: { limit: ROWS, dataset_id: search.dataset, after: pageParam ?? undefined },
      }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ after }) => after,
  })
  const rows = log.data?.pages.flatMap(({ data }) => data)
  return (
    <Page title={audit.title} answer={<Answer>{audit.answer}</Answer>}>
      <Section
        flush
        actions={
          <Select
            size="xs"
            clearable
            searchable
            aria-label={audit.filter}
            placeholder={audit.all_datasets}
            data={datasets.map(({ id, name }) => ({ value: id, label: name }))}
            value={search.dataset ?? null}
            onChange={(dataset) => set({ dataset: dataset ?? undefined }, { replace: true })}
          />
        }
      >
        {log.error !== null && (
          <Failed
            what={audit.what}
            error={log.error}
            since_ms={log.errorUpdatedAt}
            retry={log.refetch}
            inline={rows !== undefined}
          />
        )}
        {log.isPending && <TableSkeleton columns={5} />}
        {rows && (
          <DataTable
            label={audit.table}
            columns={columnsWith(new Map(datasets.map(({ id, name }) => [id, name])))}
            rows={rows}
            id={({ id }) => String(id)}
            empty={<Empty title={audit.empty.title} text={audit.empty.text} />}
          />
        )}
      </Section>
      {log.hasNextPage && (
        <div>
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {words.parts.more}
          </Button>
        </div>
      )}
    </Page>
  )
}

/** @param names  of datasets, by id */
function columnsWith(names: ReadonlyMap<string, string>): readonly Column<AuditEntry>[] {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const { columns: titles } = audit
  return [
    { key: 'at', title: titles.at, cell: ({ at_ms }) => <Time at_ms={at_ms} zone={zone} /> },
    { key: 'who', title: titles.who, cell: ({ who }) => <ForeignText text={who} /> },
    { key: 'what', title: titles.what, cell: ({ what }) => <span title={what}>{didText(what)}</span> },
    {
      key: 'dataset',
      title: titles.dataset,
      wide_only: true,
      cell: ({ dataset_id }) =>
        dataset_id === null ? '–' : <ForeignText text={names.get(dataset_id) ?? dataset_id} />,
    },
    {
      key: 'detail',
      title: titles.detail,
      wide_only: true,
      cell: ({ detail }) => <ForeignText text={detailText(detail)} />,
    },
  ]
}
