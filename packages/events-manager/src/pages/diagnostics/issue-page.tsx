import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Answer } from '../../parts/answer.js'
import { Empty } from '../../parts/empty.js'
import { Failed } from '../../parts/failed.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Page, Section } from '../../parts/page.js'
import { TextSkeleton } from '../../parts/skeletons.js'
import { SeverityMark } from '../../parts/what-to-do.js'
import { useDataset, zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { BackLink } from './back-link.js'
import { hadResolvedItself } from './history.js'
import styles from './issue.module.css'
import { IssueActions } from './issue-actions.js'
import { IssueEvidence } from './issue-evidence.js'
import { IssueFix } from './issue-fix.js'
import { IssueHistory } from './issue-history.js'
import { IssueSamples, IssueUrls } from './issue-traces.js'
import { findIssue, type Issue, issuesOf } from './issues.js'
import { Place } from './place.js'
import { watchedDiagnosticsQuery } from './queries.js'

const { diagnostics: said } = words

/** One issue: what was seen, why it matters, what to do; with its evidence and what happened to it. */
export function IssuePage() {
  const { dataset_id = '', issue_id = '' } = useParams({ strict: false })
  const dataset = useDataset()
  const { data, error, errorUpdatedAt, refetch } = useQuery(watchedDiagnosticsQuery(dataset_id))
  const issue = data && findIssue(issuesOf(data), issue_id)
  const failed = error !== null && (
    <Failed
      what={said.what}
      error={error}
      since_ms={errorUpdatedAt}
      retry={refetch}
      inline={data !== undefined}
    />
  )
  const back = <BackLink dataset_id={dataset_id} />
  if (issue === undefined)
    return (
      <Page title={said.issue.one} back={back} {...(dataset && { dataset: dataset.name })}>
        {failed}
        {data !== undefined && (
          <Empty
            title={said.issue.gone_title}
            text={said.issue.gone_text}
            action={
              <Link to="/d/$dataset_id/diagnostics" params={{ dataset_id }} className={styles.link}>
                {said.issue.all}
              </Link>
            }
          />
        )}
        {data === undefined && error === null && (
          <Section>
            <TextSkeleton lines={6} />
          </Section>
        )}
      </Page>
    )
  const zone = zoneOf(dataset)
  return (
    <Page
      title={issue.title}
      back={back}
      {...(dataset && { dataset: dataset.name })}
      actions={<IssueActions issue={issue} dataset_id={dataset_id} />}
      answer={<Seen issue={issue} />}
    >
      {failed}
      <div className={styles.pair} data-top>
        <Section title={said.issue.why}>
          <p className={styles.text}>{issue.why}</p>
          {issue.cause !== null && (
            <>
              <h3 className={styles.sub}>{said.issue.cause}</h3>
              <p className={styles.text}>
                <ForeignText text={issue.cause} chars={600} />
              </p>
            </>
          )}
        </Section>
        <IssueFix issue={issue} />
      </div>
      <IssueEvidence issue={issue} />
      <div className={styles.pair}>
        <IssueSamples issue={issue} dataset_id={dataset_id} zone={zone} />
        <IssueUrls issue={issue} />
      </div>
      <IssueHistory issue={issue} zone={zone} />
    </Page>
  )
}

function Seen({ issue }: { issue: Issue }) {
  const { state, returned, history } = issue.issue
  return (
    <>
      <p className={styles.about}>
        <SeverityMark severity={issue.severity} />
        <Place {...issue} />
        <span className={styles.badge} data-state={state}>
          {said.issue.states[state]}
        </span>
        {returned > 0 && (
          <span className={styles.badge} data-returned>
            {said.returned(returned)}
          </span>
        )}
      </p>
      <Answer>
        <ForeignText text={issue.seen} chars={600} />
      </Answer>
      {returned > 0 && state === 'active' && (
        <p className={styles.back_again}>
          {hadResolvedItself(history) ? said.issue.quiet_line(returned) : said.issue.returned_line(returned)}
        </p>
      )}
    </>
  )
}
