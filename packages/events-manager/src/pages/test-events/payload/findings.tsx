import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import { ForeignText } from '../../../parts/foreign-text.js'
import { SeverityMark } from '../../../parts/what-to-do.js'
import { words } from '../../../words/words.js'
import styles from '../test-events.module.css'
import type { Finding, Lint } from './lint.js'

const { lint: said } = words.testEvents
const SHOWN_MAX = 20

/** What the server would say of the request that is being written. */
export function Findings({ lint, code }: { lint: Lint; code: string }) {
  const findings = findingsOf(lint, code)
  const is_valid = lint.kind === 'read' && findings.every(({ severity }) => severity !== 'error')
  return (
    <div role="status" className={styles.column}>
      {is_valid && (
        <p className={styles.valid}>
          <IconCircleCheck size={16} aria-hidden /> {said.valid(lint.events)}
        </p>
      )}
      {findings.length > 0 && (
        <ul className={styles.remarks}>
          {findings.slice(0, SHOWN_MAX).map(({ severity, at, title, fix, seen }) => (
            <li key={`${at} ${title}`} className={styles.remark}>
              <SeverityMark severity={severity} />
              <span>
                <strong>{title}</strong>
                {at !== '' && (
                  <>
                    {' '}
                    <ForeignText text={seen === null ? at : `${at} ${seen}`} mono />
                  </>
                )}
                <br />
                <span className={styles.dimmed}>{fix}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function findingsOf(lint: Lint, code: string): Finding[] {
  const of = (severity: Finding['severity'], title: string, fix: string): Finding => ({
    ...{ severity, title, fix, at: '', seen: null },
  })
  if (lint.kind === 'not_json') return [of('error', said.not_json, said.not_json_at(lint.line, lint.column))]
  if (lint.events === 0 || lint.test_event_code === code) return lint.findings
  const title = lint.test_event_code === null ? said.no_code : said.other_code
  return [...lint.findings, of('info', title, said.give_code(code))]
}
