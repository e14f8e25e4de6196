import { Button, Checkbox, Divider, Popover, TextInput } from '@mantine/core'
import IconCalendar from '@tabler/icons-react/icons/IconCalendar'
import { type FormEvent, useState } from 'react'
import { useAddress } from '../address.js'
import { formatDay } from '../format/time.js'
import { RANGE_DAYS_MAX, rangeSearchOf, SPAN_DEFAULT, SPANS } from '../range/range.js'
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
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={300}
      shadow="md"
      withinPortal={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          className={styles.button}
          leftSection={<IconCalendar size={15} aria-hidden />}
          aria-label={`${said.label}: ${label}`}
          onClick={() => setOpened(!opened)}
        >
          <span className={styles.label}>{label}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={6} aria-label={said.label}>
        {SPANS.map((each) => (
          <Button
            key={each}
            fullWidth
            size="xs"
            justify="flex-start"
            variant={each === span ? 'light' : 'subtle'}
            color="gray"
            onClick={() => choose({ since: each })}
            aria-current={each === span || undefined}
          >
            {said[each]}
          </Button>
        ))}
        <Divider my={6} />
        <Days zone={zone} onChoose={choose} />
        <Divider my={6} />
        <div className={styles.compare}>
          <Checkbox
            size="xs"
            label={said.compare}
            checked={compare === 'before'}
            onChange={(event) => set({ compare: event.currentTarget.checked ? 'before' : undefined })}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

interface DaysProps {
  zone: string
  onChoose(days: { since: string; until: string }): void
}

function Days({ zone, onChoose }: DaysProps) {
  const { search } = useAddress()
  const [days, setDays] = useState({ since: search.since ?? '', until: search.until ?? '' })
  const fits = days.since !== '' && days.until !== '' && daysIn(days) >= 1 && daysIn(days) <= RANGE_DAYS_MAX
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
        />
      ))}
      <p className={styles.zone}>{said.zone(zone, RANGE_DAYS_MAX)}</p>
      <Button type="submit" size="xs" variant="default" disabled={!fits}>
        {said.apply}
      </Button>
    </form>
  )
}

const DAY_MS = 86_400_000
/** Both ends counted; none where it is upside down. */
const daysIn = ({ since, until }: { since: string; until: string }): number =>
  (Date.parse(until) - Date.parse(since)) / DAY_MS + 1
