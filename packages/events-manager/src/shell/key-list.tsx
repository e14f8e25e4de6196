import { Kbd, Modal } from '@mantine/core'
import { words } from '../words/words.js'
import styles from './key-list.module.css'
import { HOME_KEY, PAGES } from './pages.js'

const { keys, pages, data_sources } = words.shell

interface KeyListProps {
  opened: boolean
  onClose(): void
  /** without a dataset there are no pages to go to */
  has_dataset: boolean
}

/** All keys, behind `?`. */
export function KeyList({ opened, onClose, has_dataset }: KeyListProps) {
  const rows: (readonly [keys: readonly string[], does: string])[] = [
    [['/'], keys.search],
    [['?'], keys.help],
    [['Esc'], keys.close],
    [['↑', '↓'], keys.move],
    [['g', HOME_KEY], keys.go_to(data_sources)],
    ...(has_dataset ? PAGES.map(({ page, key }) => [['g', key], keys.go_to(pages[page])] as const) : []),
  ]
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={keys.title}
      closeButtonProps={{ 'aria-label': words.parts.close }}
    >
      <dl className={styles.list}>
        {rows.map(([pressed, does]) => (
          <div key={does} className={styles.row}>
            <dt>{does}</dt>
            <dd>
              {pressed.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
