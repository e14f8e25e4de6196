import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { useAddress } from '../../address.js'
import { formatCount } from '../../format/count.js'
import { words } from '../../words/words.js'
import styles from './diagnostics.module.css'
import { type Filters, isNarrowed, SEVERITIES, TABS, type Tab } from './issues.js'

const { diagnostics: said } = words

interface FilterBarProps {
  filters: Filters
  counts: Readonly<Record<Tab, number>>
  event_names: readonly string[]
}

/** Which issues are listed; all of it is in the address. */
export function FilterBar({ filters, counts, event_names }: FilterBarProps) {
  const { set } = useAddress()
  const choose = (changes: { [name: string]: string | undefined }) => set(changes, { replace: true })
  const options = (any: string, values: readonly (readonly [value: string, label: string])[]) => [
    { value: '', label: any },
    ...values.map(([value, label]) => ({ value, label })),
  ]
  return (
    <div className={styles.filters}>
      <SegmentedControl
        size="xs"
        aria-label={said.tabs_label}
        value={filters.tab}
        onChange={(tab) => set({ state: tab === 'open' ? undefined : tab, open: undefined })}
        data={TABS.map((tab) => ({ value: tab, label: `${said.tabs[tab]} ${formatCount(counts[tab])}` }))}
      />
      <NativeSelect
        size="xs"
        aria-label={said.severity}
        value={filters.severity ?? ''}
        onChange={(event) => choose({ severity: event.currentTarget.value || undefined })}
        data={options(
          said.any_severity,
          SEVERITIES.map((each) => [each, said.severities[each]] as const),
        )}
      />
      <NativeSelect
        size="xs"
        className={styles.event_select}
        aria-label={said.event}
        value={filters.event_name ?? ''}
        onChange={(event) => choose({ event: event.currentTarget.value || undefined })}
        data={options(
          said.any_event,
          event_names.map((name) => [name, name.slice(0, 60)] as const),
        )}
      />
      <NativeSelect
        size="xs"
        aria-label={said.channel}
        value={filters.channel ?? ''}
        onChange={(event) => choose({ channel: event.currentTarget.value || undefined })}
        data={options(said.any_channel, [
          ['browser', words.parts.channel.browser],
          ['server', words.parts.channel.server],
        ])}
      />
      {isNarrowed(filters) && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => choose({ severity: undefined, event: undefined, channel: undefined })}
        >
          {said.clear_filters}
        </Button>
      )}
    </div>
  )
}
