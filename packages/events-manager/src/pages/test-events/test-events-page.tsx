import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useAddress } from '../../address.js'
import { formatHour } from '../../format/time.js'
import { Answer } from '../../parts/answer.js'
import { Failed } from '../../parts/failed.js'
import { Page, Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { useDataset, zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { type Followed, shownRows } from './followed.js'
import { JourneyList } from './journey-list.js'
import { LiveRows } from './live-rows.js'
import { Remarks } from './remarks.js'
import { StartTest } from './start-test.js'
import { summaryOf } from './summary.js'
import { newTestCode } from './test-code.js'
import styles from './test-events-page.module.css'
import { type Line, useTestStream } from './use-test-stream.js'

const { testEvents } = words

/** What arrives for a test, as it arrives, with its verdict and what is wrong with it. */
export function TestEventsPage() {
  const { dataset_id = '' } = useParams({ strict: false })
  const dataset = useDataset()
  const zone = zoneOf(dataset)
  const code = useTestCode()
  const { followed, act, line, again } = useTestStream(dataset_id)
  const rows = shownRows(followed)
  const is_lost = line.kind === 'lost'
  return (
    <Page
      title={words.shell.pages['test-events']}
      {...(dataset && { dataset: dataset.name })}
      answer={<TestAnswer followed={followed} />}
      actions={<LineState line={line} zone={zone} />}
      todo={<Remarks rows={rows} />}
    >
      <StartTest code={code} domain={dataset?.domain ?? null} dataset_id={dataset_id} />
      <JourneyList code={code} journey={followed.journeys[code]} />
      <Section title={testEvents.list} flush>
        {is_lost && (
          <Failed
            inline={rows.length > 0}
            what={testEvents.what}
            error={null}
            since_ms={line.since_ms}
            retry={again}
          />
        )}
        {rows.length === 0 && line.kind === 'opening' ? (
          <TableSkeleton columns={4} />
        ) : (
          (rows.length > 0 || !is_lost) && (
            <LiveRows followed={followed} act={act} code={code} dataset_id={dataset_id} zone={zone} />
          )
        )}
      </Section>
    </Page>
  )
}

/** The code of this test: in the address, so that the page can be loaded again or passed on. */
function useTestCode(): string {
  const { search, set } = useAddress()
  const code = search.code ?? ''
  useEffect(() => {
    if (code === '') set({ code: newTestCode(Math.random()) }, { replace: true })
  }, [code, set])
  return code
}

function TestAnswer({ followed }: { followed: Followed }) {
  const summary = summaryOf(shownRows(followed))
  return (
    <Answer>
      {summary.received === 0 ? (
        testEvents.none
      ) : (
        <>
          <strong>{testEvents.received(summary.received)}</strong>
          {testEvents.arrived(summary)}
        </>
      )}
    </Answer>
  )
}

function LineState({ line, zone }: { line: Line; zone: string }) {
  const text =
    line.kind === 'lost' ? testEvents.line.lost(formatHour(line.since_ms, zone)) : testEvents.line[line.kind]
  return (
    <span className={styles.line} data-kind={line.kind} role="status">
      <span className={styles.dot} aria-hidden />
      {text}
    </span>
  )
}
