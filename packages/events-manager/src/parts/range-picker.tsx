import { Button, Checkbox, Menu, TextInput } from '@mantine/core'
import IconCalendar from '@tabler/icons-react/icons/IconCalendar'
import { type FormEvent, useState } from 'react'
import { useAddress } from '../address.js'
import { formatDay } from '../format/time.js'
import { rangeSearchOf, SPAN_DEFAULT, SPANS } from '../range/range.js'
import { useRange } from '../range/use-range.js'
import { words } from '../words/words.js'
import styles from './range-picker.module.css'

const { range: said } = words.parts

/** Which days are looked at, and whether beside the period before. Both are in the address. */
export function RangePicker() {
  const [opened, setOpened] = useState(false)
  const { search, set } = useAddress()
  const { range, zone } = useRange()
  const { since = SPAN_DEFAULT, until, compare } = rangeSearchOf(search)
  const span = SPANS.find((each) => each === since && until === undefined)
  const label =
    span === undefined
      ? said.between(formatDay(range.since_ms, zone), formatDay(range.until_ms - 1, zone))
      : said[span]
  const choose = (changes: { since?: string; until?: string | undefined }) => {
    set({ until: undefined, ...changes })
    setOpened(false)
  }
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={320} shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          className={styles.button}
          leftSection={<IconCalendar size={15} aria-hidden />}
          aria-label={`${said.label}: ${label}`}
        >
          <span className={styles.label}>{label}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SPANS.map((each) => (
          <Menu.Item
            key={each}
            onClick={() => choose({ since: each })}
            aria-current={each === span || undefined}
          >
            {said[each]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Days zone={zone} onChoose={choose} />
        <Menu.Divider />
        <div className={styles.compare}>
          <Checkbox
            size="xs"
            label={said.compare}
            checked={compare === 'before'}
            onChange={(event) => set({ compare: event.currentTarget.checked ? 'before' : undefined })}
          />
        </div>
      </Menu.Dropdown>
    </Menu>
  )
}

interface DaysProps {
  zone: string
  onChoose(days: { since: string; until: string }): void
}

function Days({ zone, onChoose }: DaysProps) {
  const { search } = useAddress()
  const [days, setDays] = useState({ since: search.since ?? '', until: search.until ?? '' })
  const fits = days.since !== '' && days.until !== '' && days.since <= days.until
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits) onChoose(days)
  }
  return (
    <form className={styles.days} onSubmit={submit} aria-label={said.custom}>
      {(['since', 'until'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          size="xs"
          label={end === 'since' ? said.from : said.to}
          value={days[end]}
          onChange={(event) => setDays({ ...days, [end]: event.currentTarget.value })}
          // A menu takes letters and arrows for its entries; here they are the field's.
          onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
        />
      ))}
      <p className={styles.zone}>{said.zone(zone)}</p>
      <Button type="submit" size="xs" variant="default" disabled={!fits}>
        {said.apply}
      </Button>
    </form>
  )
}
