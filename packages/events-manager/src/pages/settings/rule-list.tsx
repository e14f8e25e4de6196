import { Button, Group } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import type { ReactNode } from 'react'
import { Empty } from '../../parts/empty.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import type { EDITED_APART } from './sections.js'
import styles from './settings.module.css'

const { rules } = words.settingsRules

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
          <div key={id} className={styles.item}>
            <div className={styles.item_words}>
              <h3 className={styles.item_title}>
                <ForeignText text={name} />
              </h3>
              <div className={styles.dim}>{says}</div>
            </div>
            {may_change && (
              <Group gap="xs">
                <Button
                  size="compact-md"
                  variant="default"
                  aria-label={rules.edit_of(name)}
                  onClick={() => onEdit(id)}
                >
                  {rules.edit}
                </Button>
                <Button
                  size="compact-md"
                  variant="default"
                  className={styles.danger}
                  aria-label={rules.delete_of(name)}
                  onClick={() => onDelete(id)}
                >
                  {rules.delete}
                </Button>
              </Group>
            )}
          </div>
        ))}
      </div>
      {children}
    </Section>
  )
}
