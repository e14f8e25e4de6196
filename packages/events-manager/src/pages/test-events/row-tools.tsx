import { Button, Checkbox, NativeSelect } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import IconEraser from '@tabler/icons-react/icons/IconEraser'
import IconPlayerPause from '@tabler/icons-react/icons/IconPlayerPause'
import IconPlayerPlay from '@tabler/icons-react/icons/IconPlayerPlay'
import { useAddress } from '../../address.js'
import { FilterField } from '../../parts/filter-field.js'
import { words } from '../../words/words.js'
import { CHANNELS, type Filter, VERDICTS } from './filter.js'
import { type Followed, type FollowedAction, heldCount } from './followed.js'
import styles from './row-tools.module.css'
import type { TestRow } from './test-row.js'

const { testEvents } = words

interface RowToolsProps {
  followed: Followed
  /** those that are shown: what is saved as a file */
  rows: readonly TestRow[]
  filter: Filter
  act(action: FollowedAction): void
  code: string
}

/** Above the rows: what is shown of them, and what is done with them. */
export function RowTools({ followed, rows, filter, act, code }: RowToolsProps) {
  const { set } = useAddress()
  const is_paused = followed.paused !== null
  const choose = (name: string, value: string) =>
    set({ [name]: value === 'all' ? undefined : value }, { replace: true })
  return (
    <div className={styles.tools}>
      <search className={styles.filters} aria-label={testEvents.filter.label}>
        <FilterField
          name="q"
          size="xs"
          aria-label={testEvents.filter.text}
          placeholder={testEvents.filter.text}
          maxLength={256}
        />
        <NativeSelect
          size="xs"
          aria-label={testEvents.filter.channel}
          value={filter.channel}
          data={CHANNELS.map((value) => ({ value, label: testEvents.filter.channels[value] }))}
          onChange={(event) => choose('channel', event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          aria-label={testEvents.filter.verdict}
          value={filter.verdict}
          data={VERDICTS.map((value) => ({ value, label: testEvents.filter.verdicts[value] }))}
          onChange={(event) => choose('verdict', event.currentTarget.value)}
        />
        <Checkbox
          size="xs"
          label={testEvents.filter.only(code)}
          checked={filter.code !== null}
          onChange={(event) => choose('only', event.currentTarget.checked ? 'mine' : 'all')}
        />
      </search>
      <div className={styles.acts}>
        <Button
          size="xs"
          variant={is_paused ? 'filled' : 'default'}
          leftSection={
            is_paused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />
          }
          onClick={() => act({ kind: is_paused ? 'resume' : 'pause' })}
        >
          {is_paused ? testEvents.resume(heldCount(followed)) : testEvents.pause}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconEraser size={14} aria-hidden />}
          disabled={followed.rows.length === 0}
          onClick={() => act({ kind: 'clear' })}
        >
          {testEvents.clear}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          disabled={rows.length === 0}
          onClick={() => save(rows, followed, code)}
        >
          {testEvents.share}
        </Button>
      </div>
    </div>
  )
}

/** The rows that are shown and the journey, as a file to pass on. It holds no value of a match key, as the rows do not. */
function save(rows: readonly TestRow[], { journeys }: Followed, code: string): void {
  const file = { test_event_code: code, journey: journeys[code] ?? null, rows: rows.map(bare) }
  const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }))
  Object.assign(document.createElement('a'), { href: url, download: `test-events-${code}.json` }).click()
  URL.revokeObjectURL(url)
}

/** As the server told it. */
const bare = ({ is_new: _, ...row }: TestRow & { is_new?: boolean }) => row
