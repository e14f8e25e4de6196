import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './listed-item.module.css'
import shared from './settings.module.css'

interface ListedItemProps {
  title: ReactNode
  /** what is said of it, below its title */
  children: ReactNode
  /** what can be done with it; null: whoever looks may do nothing */
  actions: ReactNode
}

/** One of those that a section lists, in a few lines, with what can be done with it. */
export const ListedItem = ({ title, children, actions }: ListedItemProps) => (
  <div className={styles.item}>
    <div className={styles.words}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </div>
    {actions !== null && <Group gap="xs">{actions}</Group>}
  </div>
)

interface ItemActionProps {
  /** the verb alone, and with the item that it is done to, for those who do not see where it stands */
  label: string
  label_of: string
  is_danger?: boolean
  busy?: boolean
  onClick(): void
}

/** A button of one item. */
export const ItemAction = ({
  label,
  label_of,
  is_danger = false,
  busy = false,
  onClick,
}: ItemActionProps) => (
  <Button
    size="compact-md"
    variant="default"
    {...(is_danger && { className: shared.danger })}
    loading={busy}
    aria-label={label_of}
    onClick={onClick}
  >
    {label}
  </Button>
)
