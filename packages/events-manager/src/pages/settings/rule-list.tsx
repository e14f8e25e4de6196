import { Button } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import type { ReactNode } from 'react'
import { Empty } from '../../parts/empty.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import { ItemAction, ListedItem } from './listed-item.js'
import type { EDITED_APART } from './sections.js'
import styles from './settings.module.css'

interface RuleListProps {
  /** the setting that holds them */
  setting: keyof typeof EDITED_APART
  said: { title: string; add: string; empty: { title: string; text: string } }
  items: readonly { id: string; name: string; says: ReactNode }[]
  may_change: boolean
  onAdd(): void
  onEdit(id: string): void
  onDelete(id: string): void
  /** the editor, where one is open */
  children: ReactNode
}

/** Rules, each in a sentence, with what can be done with it. */
export function RuleList(props: RuleListProps) {
  const { setting, said, items, may_change, onAdd, onEdit, onDelete, children } = props
  const add = may_change && (
    <Button size="xs" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={onAdd}>
      {said.add}
    </Button>
  )
  return (
    <Section title={said.title} actions={items.length === 0 ? undefined : add}>
      <div data-setting={setting}>
        {items.length === 0 && <Empty title={said.empty.title} text={said.empty.text} action={add} />}
        {items.map(({ id, name, says }) => (
          <ListedItem
            key={id}
            title={<ForeignText text={name} />}
            actions={
              may_change ? (
                <>
                  <ItemAction
                    label={words.parts.edit}
                    label_of={words.parts.edit_of(name)}
                    onClick={() => onEdit(id)}
                  />
                  <ItemAction
                    label={words.parts.delete}
                    label_of={words.parts.delete_of(name)}
                    is_danger
                    onClick={() => onDelete(id)}
                  />
                </>
              ) : null
            }
          >
            <div className={styles.dim}>{says}</div>
          </ListedItem>
        ))}
      </div>
      {children}
    </Section>
  )
}
