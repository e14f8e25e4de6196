import type { PersonListed } from '../../client/shapes.js'
import type { Column } from '../../parts/data-table.js'
import { Time } from '../../parts/figures.js'
import { words } from '../../words/words.js'
import type { OneTimeLink } from './link-shown.js'
import styles from './people.module.css'
import { PersonMenu } from './person-menu.js'

const { people } = words
const { columns: titles } = people

const stateOf = ({ disabled_at_ms, is_invited }: PersonListed) =>
  disabled_at_ms !== null ? 'disabled' : is_invited ? 'invited' : 'active'

/** @param own_id  who looks: nobody disables themselves by accident */
export function columnsFor(
  own_id: string | undefined,
  onLink: (link: OneTimeLink) => void,
): readonly Column<PersonListed>[] {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return [
    {
      key: 'email',
      title: titles.email,
      by: ({ email }) => email,
      cell: ({ id, email }) => (
        <span className={styles.email}>
          <bdi>{email}</bdi> {id === own_id && <span className={styles.dimmed}>({people.you})</span>}
        </span>
      ),
    },
    { key: 'role', title: titles.role, by: ({ role }) => role, cell: ({ role }) => people.roles[role] },
    {
      key: 'datasets',
      title: titles.datasets,
      wide_only: true,
      cell: ({ datasets }) => (datasets === 'all' ? people.all : datasets.length),
    },
    {
      key: 'state',
      title: titles.state,
      by: stateOf,
      wide_only: true,
      cell: (person) => (
        <>
          {people.state[stateOf(person)]}{' '}
          {person.has_totp && <span className={styles.dimmed}>{people.with_code}</span>}
        </>
      ),
    },
    {
      key: 'seen',
      title: titles.seen,
      wide_only: true,
      by: ({ last_seen_at_ms }) => last_seen_at_ms,
      cell: ({ last_seen_at_ms }) =>
        last_seen_at_ms === null ? people.never : <Time at_ms={last_seen_at_ms} zone={zone} />,
    },
    {
      key: 'actions',
      title: <span className="cs-unseen">{words.parts.what_to_do}</span>,
      number: true,
      cell: (person) => <PersonMenu person={person} own={person.id === own_id} onLink={onLink} />,
    },
  ]
}
