import type { KeyboardEvent } from 'react'
import { useAddress } from '../../address.js'
import { formatCount } from '../../format/count.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './diagnostics.module.css'
import { IssueGroup } from './issue-group.js'
import { type Group, SEVERITIES } from './issues.js'

const { diagnostics: said } = words

interface IssueListProps {
  groups: readonly Group[]
  dataset_id: string
  zone: string
}

/** A part for each severity, the most severe first. Which kind is unfolded is in the address. */
export function IssueList({ groups, dataset_id, zone }: IssueListProps) {
  const { search, set } = useAddress()
  return SEVERITIES.map((severity) => {
    const these = groups.filter((group) => group.severity === severity)
    if (these.length === 0) return null
    const count = these.reduce((sum, { issues }) => sum + issues.length, 0)
    return (
      <Section
        key={severity}
        flush
        title={`${said.severities[severity]} · ${formatCount(count)}`}
        actions={<span className={styles.dimmed}>{said.severities_say[severity]}</span>}
      >
        <ul className={styles.groups} onKeyDown={walk}>
          {these.map((group) => (
            <IssueGroup
              key={group.code}
              group={group}
              dataset_id={dataset_id}
              zone={zone}
              opened={search.open === group.code}
              onTurn={() =>
                set({ open: search.open === group.code ? undefined : group.code }, { replace: true })
              }
            />
          ))}
        </ul>
      </Section>
    )
  })
}

/** Up and down go from issue to issue. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-walk]')]
  const at = all.indexOf(event.target as HTMLElement)
  const to = all[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (at < 0 || to === undefined) return
  event.preventDefault()
  to.focus()
}
