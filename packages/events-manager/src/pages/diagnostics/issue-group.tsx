import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight'
import { Link } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import { DataTable } from '../../parts/data-table.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { SeverityMark } from '../../parts/what-to-do.js'
import { words } from '../../words/words.js'
import styles from './diagnostics.module.css'
import type { Group, Issue } from './issues.js'
import { Place } from './place.js'
import { ShareBar } from './share-bar.js'

const { diagnostics: said } = words

interface GroupProps {
  group: Group
  dataset_id: string
  zone: string
  opened: boolean
  onTurn(): void
}

/** Issues of one kind: one leads to its page, several unfold. */
export function IssueGroup({ group, dataset_id, zone, opened, onTurn }: GroupProps) {
  const [first] = group.issues
  const one = group.issues.length === 1
  const returned = group.issues.reduce((sum, { issue }) => Math.max(sum, issue.returned), 0)
  return (
    <li className={styles.group}>
      <div className={styles.row}>
        <SeverityMark severity={group.severity} />
        <div className={styles.row_words}>
          <div className={styles.row_title}>
            {one ? (
              <IssueLink dataset_id={dataset_id} issue={first}>
                {first.title}
              </IssueLink>
            ) : (
              <button type="button" className={styles.turn} aria-expanded={opened} onClick={onTurn} data-walk>
                {first.title}
                {opened ? (
                  <IconChevronDown size={15} aria-hidden />
                ) : (
                  <IconChevronRight size={15} aria-hidden />
                )}
              </button>
            )}
            {!one && <span className={styles.badge}>{said.group_of(group.issues.length)}</span>}
            {returned > 0 && (
              <span className={styles.badge} data-returned>
                {said.returned(returned)}
              </span>
            )}
          </div>
          <p className={styles.seen}>
            <ForeignText text={first.seen} chars={240} />
          </p>
        </div>
        <div className={styles.row_share}>
          <ShareBar share={first.share} min={first.threshold?.share_min ?? null} />
        </div>
        <div className={styles.row_time}>
          <Time at_ms={first.last_ms} zone={zone} />
        </div>
      </div>
      {!one && opened && <Places issues={group.issues} dataset_id={dataset_id} zone={zone} />}
    </li>
  )
}

function Places(props: { issues: readonly Issue[]; dataset_id: string; zone: string }) {
  const { search, set } = useAddress()
  const { issues, dataset_id, zone } = props
  return (
    <div className={styles.places}>
      <DataTable
        label={issues[0]?.title ?? ''}
        rows={issues}
        id={({ address }) => address}
        sort={search.sort}
        onSort={(sort) => set({ sort }, { replace: true })}
        columns={[
          {
            key: 'place',
            title: said.table.place,
            by: (one) => `${one.event_name ?? ''} ${one.channel ?? ''} ${one.detail ?? ''}`,
            cell: (one) => (
              <IssueLink dataset_id={dataset_id} issue={one}>
                <Place {...one} />
              </IssueLink>
            ),
          },
          {
            key: 'affected',
            title: said.table.affected,
            number: true,
            wide_only: true,
            by: (one) => one.affected,
            cell: (one) => said.affected_of(one.affected, one.total),
          },
          {
            key: 'share',
            title: said.table.share,
            number: true,
            by: (one) => one.share,
            cell: (one) => <ShareBar share={one.share} min={one.threshold?.share_min ?? null} />,
          },
          {
            key: 'seen',
            title: said.table.seen,
            number: true,
            wide_only: true,
            by: (one) => one.last_ms,
            cell: (one) => <Time at_ms={one.last_ms} zone={zone} />,
          },
        ]}
      />
    </div>
  )
}

interface IssueLinkProps {
  dataset_id: string
  issue: Pick<Issue, 'address'>
  children: React.ReactNode
}

/** Keeps what the list was narrowed to, so that going back comes to the same list. */
function IssueLink({ dataset_id, issue, children }: IssueLinkProps) {
  return (
    <Link
      to="/d/$dataset_id/diagnostics/$issue_id"
      params={{ dataset_id, issue_id: issue.address }}
      search={true as never}
      className={styles.link}
      data-walk
    >
      {children}
    </Link>
  )
}
