import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { components } from '../../../generated/api.js'
import { troubleshootQuery } from '../../client/books.js'
import { Answer } from '../../parts/answer.js'
import { Empty } from '../../parts/empty.js'
import { Explained } from '../../parts/explained.js'
import { Failed } from '../../parts/failed.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Page, Section } from '../../parts/page.js'
import { TextSkeleton } from '../../parts/skeletons.js'
import { useDataset } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { BackLink } from './back-link.js'
import styles from './check.module.css'
import { CheckSteps, NextStep } from './check-steps.js'
import { GuidedChecks } from './guided-checks.js'
import { type Pattern, patternOf } from './patterns.js'

const { checks: said, behind } = words.diagnostics

type Troubleshot = components['schemas']['Troubleshot']

/** A guided check: the cause first, then what was asked step by step, and the next step beside it. */
export function CheckPage() {
  const { dataset_id = '', pattern: text } = useParams({ strict: false })
  const pattern = patternOf(text)
  if (pattern === undefined) return <NoSuchCheck dataset_id={dataset_id} />
  return <Check key={pattern} dataset_id={dataset_id} pattern={pattern} />
}

function Check({ dataset_id, pattern }: { dataset_id: string; pattern: Pattern }) {
  const dataset = useDataset()
  const { data, error, errorUpdatedAt, refetch } = useQuery(troubleshootQuery(dataset_id, pattern))
  return (
    <Page
      title={said.names[pattern]}
      back={<BackLink dataset_id={dataset_id} />}
      {...(dataset && { dataset: dataset.name })}
      {...(data && { answer: <CheckAnswer checked={data} /> })}
      todo={<GuidedChecks dataset_id={dataset_id} except={pattern} />}
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
      {data !== undefined && data.behind_rows > 0 && (
        <p className={styles.behind} role="status">
          {behind(data.behind_rows)}
        </p>
      )}
      {data !== undefined ? (
        <>
          <NextStep checks={data.checks} dataset_id={dataset_id} />
          <CheckSteps checks={data.checks} dataset_id={dataset_id} />
        </>
      ) : (
        error === null && (
          <Section>
            <TextSkeleton lines={8} />
          </Section>
        )
      )}
    </Page>
  )
}

function CheckAnswer({ checked: { answer, checks } }: { checked: Troubleshot }) {
  const count = (state: Troubleshot['checks'][number]['state']) =>
    checks.filter((check) => check.state === state).length
  return (
    <Answer>
      <strong>{count('cause') > 0 ? said.cause_is : said.no_cause}</strong>{' '}
      <ForeignText text={answer} chars={600} />{' '}
      {said.counts(count('cause'), count('unknown'), count('clear'))}
      <Explained what={said.explain} rule={said.explain_rule} />
    </Answer>
  )
}

function NoSuchCheck({ dataset_id }: { dataset_id: string }) {
  return (
    <Page title={said.what} back={<BackLink dataset_id={dataset_id} />} narrow>
      <Empty title={said.unknown_title} text={said.unknown_text} />
      <GuidedChecks dataset_id={dataset_id} />
    </Page>
  )
}
