import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatTimeWhole } from '../../format/time.js'
import { CopyButton } from '../../parts/copy-button.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { SeverityMark } from '../../parts/what-to-do.js'
import { words } from '../../words/words.js'
import { curlOf, requestOfRow } from './resend.js'
import styles from './row-detail.module.css'
import shared from './test-events.module.css'
import type { TestRow } from './test-row.js'

const { detail } = words.testEvents

/** All that was seen of a report. */
export function RowDetail({ row, dataset_id, zone }: { row: TestRow; dataset_id: string; zone: string }) {
  const parameters = Object.entries(row.custom_data)
  return (
    <div className={styles.detail}>
      <RowRemarks row={row} />
      <dl className={styles.facts}>
        <Fact name="event_name" text={row.event_name} />
        {row.event_id !== null && <Fact name="event_id" text={row.event_id} />}
        {row.event_source_url !== null && <Fact name={detail.page} text={row.event_source_url} />}
        {row.action_source !== null && <Fact name={detail.source} text={row.action_source} />}
        {row.event_time !== null && (
          <Fact name={detail.time}>{formatTimeWhole(row.event_time * 1_000, zone)}</Fact>
        )}
        <Fact name={detail.setup}>
          {detail.setups[row.setup.kind]}{' '}
          {row.setup.partner_agent !== null && <ForeignText text={row.setup.partner_agent} mono />}
        </Fact>
        {row.automation.length > 0 && <Fact name={detail.automation} text={row.automation.join(', ')} />}
        <Fact name={detail.match_keys} text={row.match_keys.join(', ') || detail.none} />
      </dl>
      <h3 className={shared.detail_title}>{detail.parameters}</h3>
      {parameters.length === 0 ? (
        <p className={shared.hint}>{detail.none}</p>
      ) : (
        <dl className={styles.facts}>
          {parameters.map(([name, value]) => (
            <Fact
              key={name}
              name={<ForeignText text={name} chars={40} mono />}
              text={typeof value === 'string' ? value : JSON.stringify(value)}
            />
          ))}
        </dl>
      )}
      <div className={styles.detail_actions}>
        <CopyButton
          label={detail.copy}
          text={curlOf(location.origin, dataset_id, requestOfRow(row, Math.floor(Date.now() / 1_000)))}
        />
        {row.sighting_id !== null && row.sighting_id !== '' && (
          <Button
            size="xs"
            variant="default"
            renderRoot={(props) => (
              <Link
                to="/d/$dataset_id/counted/$sighting_id"
                params={{ dataset_id, sighting_id: row.sighting_id ?? '' }}
                {...props}
              />
            )}
          >
            {detail.counted}
          </Button>
        )}
      </div>
    </div>
  )
}

function RowRemarks({ row: { problems, warnings } }: { row: TestRow }) {
  if (problems.length + warnings.length === 0) return null
  const all = [
    ...problems.map((each) => ({ ...each, severity: 'error' as const })),
    ...warnings.map((each) => ({ ...each, severity: 'warning' as const, at: '', seen: null })),
  ]
  return (
    <>
      <h3 className={shared.detail_title}>{detail.problems}</h3>
      <ul className={shared.remarks}>
        {all.map(({ code, at, seen, title, fix, severity }) => (
          <li key={`${code} ${at}`} className={shared.remark}>
            <SeverityMark severity={severity} />
            <span>
              {at !== '' && <ForeignText text={detail.at(at, seen)} mono />} <strong>{title}.</strong> {fix}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Fact({ name, text, children }: { name: ReactNode; text?: string; children?: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{text === undefined ? children : <ForeignText text={text} chars={200} />}</dd>
    </div>
  )
}
