import { Button } from '@mantine/core'
import type { Column } from '../../parts/data-table.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import type { Token } from './queries.js'
import styles from './settings.module.css'

const { tokens } = words.settings
const { columns } = tokens

/** @param onRevoke  null: whoever looks may not */
export function tokenColumns(
  zone: string,
  onRevoke: ((id: string) => void) | null,
): readonly Column<Token>[] {
  const shown: Column<Token>[] = [
    {
      key: 'label',
      title: columns.label,
      by: ({ label }) => label.toLowerCase(),
      cell: ({ label }) =>
        label === '' ? <span className={styles.dim}>{tokens.no_label}</span> : <ForeignText text={label} />,
    },
    {
      key: 'id',
      title: columns.id,
      wide_only: true,
      cell: ({ id }) => <span className={styles.mono}>{id}</span>,
    },
    {
      key: 'created',
      title: columns.created,
      by: ({ created_at_ms }) => created_at_ms,
      cell: ({ created_at_ms }) => <Time at_ms={created_at_ms} zone={zone} />,
    },
    {
      key: 'state',
      title: columns.state,
      by: ({ revoked_at_ms }) => revoked_at_ms ?? 0,
      cell: ({ revoked_at_ms }) =>
        revoked_at_ms === null ? (
          tokens.works
        ) : (
          <span className={styles.dim}>
            {tokens.revoked} <Time at_ms={revoked_at_ms} zone={zone} />
          </span>
        ),
    },
  ]
  if (onRevoke === null) return shown
  const act: Column<Token> = {
    key: 'act',
    title: <span className="cs-unseen">{columns.act}</span>,
    number: true,
    cell: ({ id, label, revoked_at_ms }) =>
      revoked_at_ms === null && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={tokens.revoke_title(label || id)}
          onClick={() => onRevoke(id)}
        >
          {tokens.revoke}
        </Button>
      ),
  }
  return [...shown, act]
}
