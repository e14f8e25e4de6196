import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMay } from '../../client/use-may.js'
import { formatCount } from '../../format/count.js'
import { Answer } from '../../parts/answer.js'
import { Explained } from '../../parts/explained.js'
import { Failed } from '../../parts/failed.js'
import { showNotice } from '../../parts/notice.js'
import { Page } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { useDataset, zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { reportedTotals } from './counts.js'
import { DomainList } from './domain-list.js'
import styles from './priorities.module.css'
import { type AemReport, aemQuery } from './queries.js'
import { Books, HowReported, Reported } from './reported-counts.js'
import { SlotsEditor } from './slots-editor.js'
import { useSwitchAem } from './use-priorities-changes.js'

const { priorities: said } = words

/** What is reported of people who limit how they are measured: what has priority, what came of it, and how. */
export function PrioritiesPage() {
  const { dataset_id = '' } = useParams({ strict: false })
  const dataset = useDataset()
  const may = useMay().change
  const { data, error, errorUpdatedAt, refetch } = useQuery(aemQuery(dataset_id))
  return (
    <Page
      title={words.shell.pages.priorities}
      {...(dataset && { dataset: dataset.name })}
      {...(data && {
        answer: <AemAnswer report={data} />,
        actions: may && <Switch report={data} dataset_id={dataset_id} />,
        todo: <HowReported report={data} />,
      })}
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
      {!may && <p className={styles.dimmed}>{said.may_not}</p>}
      {data?.is_behind === true && (
        <p className={styles.behind} role="status">
          {said.behind}
        </p>
      )}
      {data !== undefined && dataset !== undefined ? (
        <>
          <SlotsEditor key={dataset_id} dataset={dataset} report={data} may={may} />
          <Reported report={data} />
          <Books report={data} />
        </>
      ) : (
        error === null && <TableSkeleton rows={6} columns={3} />
      )}
      <DomainList dataset_id={dataset_id} zone={zoneOf(dataset)} may={may} />
    </Page>
  )
}

function AemAnswer({ report }: { report: AemReport }) {
  const { conversions, days } = reportedTotals(report)
  const { held, waiting } = report.books
  const { answer } = said
  if (!report.aem)
    return (
      <Answer>
        {answer.off} <strong>{answer.off_bold}</strong> {answer.off_more}
      </Answer>
    )
  return (
    <Answer>
      {conversions === 0 ? (
        answer.none
      ) : (
        <>
          <strong>{answer.reported(conversions)}</strong>
          {answer.reported_more(days)}
        </>
      )}
      {held + waiting > 0 && answer.open(held, waiting)}
      <Explained
        what={answer.explain}
        rule={answer.explain_rule}
        inputs={[
          [said.books.states.held, formatCount(held)],
          [said.books.states.waiting, formatCount(waiting)],
        ]}
      />
    </Answer>
  )
}

function Switch({ report, dataset_id }: { report: AemReport; dataset_id: string }) {
  const change = useSwitchAem(dataset_id)
  const turn = (to: boolean, undo: boolean) =>
    change.mutate(to, {
      onSuccess: () =>
        showNotice({
          text: said.switched[to ? 'on' : 'off'],
          ...(undo && { undo: () => turn(!to, false) }),
        }),
      onError: (error) => showNotice({ text: said.failed_change(error.message, null) }),
    })
  return (
    <Button
      size="xs"
      variant={report.aem ? 'default' : 'filled'}
      loading={change.isPending}
      onClick={() => turn(!report.aem, true)}
    >
      {report.aem ? said.switch_off : said.switch_on}
    </Button>
  )
}
