import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Sums } from '../../client/shapes.js'
import { formatCount, formatTrend } from '../../format/count.js'
import { Answer } from '../../parts/answer.js'
import { Explained } from '../../parts/explained.js'
import { ForeignText } from '../../parts/foreign-text.js'
import type { Range } from '../../range/range.js'
import { words } from '../../words/words.js'
import type { Answered } from './answer-of.js'
import { spanOf } from './span.js'

const said = words.overview

interface OverviewAnswerProps {
  dataset_id: string
  event_name: string
  answered: Answered
  totals: Sums
  /** of the period before; null: not known yet */
  before: Sums | null
  range: Range
}

/** Are my purchases counted twice? */
export function OverviewAnswer(props: OverviewAnswerProps) {
  const { dataset_id, event_name, answered, totals, before, range } = props
  if (answered.kind === 'nothing') return <Answer>{said.nothing(event_name)}</Answer>
  const reports = totals.received.browser + totals.received.server
  return (
    <Answer
      trend={before === null ? null : formatTrend(totals.counted, before.counted)}
      against={said.against(spanOf(range))}
    >
      <strong>
        <ForeignText text={openingOf(event_name, answered)} />
      </strong>{' '}
      {answered.kind === 'twice' || answered.kind === 'unsafe' ? (
        <>
          <ForeignText text={answered.diagnosis.seen} chars={300} />{' '}
          <Counted totals={totals} reports={reports} />{' '}
          {answered.diagnosis.issue.id !== null && (
            <Anchor
              inherit
              underline="always"
              renderRoot={(link) => (
                <Link
                  {...link}
                  to="/d/$dataset_id/diagnostics/$issue_id"
                  params={{ dataset_id, issue_id: String(answered.diagnosis.issue.id) }}
                />
              )}
            >
              {said.see_issue}
            </Anchor>
          )}
        </>
      ) : (
        <Counted totals={totals} reports={reports} />
      )}
      <Explained
        what={said.explain.what}
        rule={said.explain.rule}
        inputs={[
          [said.explain.browser, formatCount(totals.received.browser)],
          [said.explain.server, formatCount(totals.received.server)],
          [said.explain.counted, formatCount(totals.counted)],
          [said.explain.duplicate, formatCount(totals.duplicate)],
          [said.explain.refused, formatCount(totals.rejected + totals.blocked + totals.restricted)],
        ]}
        link={
          <Link to="/d/$dataset_id/events/$event_name" params={{ dataset_id, event_name }}>
            {said.explain.rows}
          </Link>
        }
      />
    </Answer>
  )
}

function openingOf(event_name: string, answered: Answered): string {
  if (answered.kind === 'one_path') return said.one_path(event_name, answered.channel)
  if (answered.kind === 'nothing') return said.nothing(event_name)
  return said[answered.kind](event_name)
}

function Counted({ totals, reports }: { totals: Sums; reports: number }) {
  return (
    <>
      <strong>{said.counted(totals.counted)}</strong>
      {said.from_reports(reports)}
      {totals.both > 0 ? said.both(totals.both) : totals.duplicate > 0 ? said.copies(totals.duplicate) : ''}.
    </>
  )
}
