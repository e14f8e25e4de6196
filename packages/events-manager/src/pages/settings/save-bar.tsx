import { Button, Group } from '@mantine/core'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import styles from './save-bar.module.css'

const { settings } = words

interface SaveBarProps {
  /** how many fields are changed */
  count: number
  /** what is wrong with no field in particular */
  error: unknown
  /** whether fields say what is wrong with them */
  has_faults: boolean
  busy: boolean
  onDiscard(): void
}

/** Stays in sight while something is not saved. */
export const SaveBar = ({ count, error, has_faults, busy, onDiscard }: SaveBarProps) => (
  <div className={styles.bar}>
    <div className={styles.bar_said} role="status">
      {has_faults ? settings.not_saved : settings.unsaved(count)}
    </div>
    <Group gap="xs">
      <Button variant="default" onClick={onDiscard}>
        {settings.discard}
      </Button>
      <Button type="submit" loading={busy}>
        {settings.save}
      </Button>
    </Group>
    <Refusal error={error} />
  </div>
)
