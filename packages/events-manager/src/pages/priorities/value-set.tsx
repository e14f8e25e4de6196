import { Button, Popover, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { words } from '../../words/words.js'
import styles from './priorities.module.css'
import { boundsIn, faultInValueSet, rangesOf, type Slot, type ValueSet } from './slots.js'

const { order, value_set: said } = words.priorities
const FIRST: ValueSet = { currency: 'USD', ranges: [0, 20, 50, 100] }

interface ValueSetButtonProps {
  slot: Slot
  onChange(value_set: ValueSet | null): void
}

/** Opens the value set of an event. */
export function ValueSetButton({ slot, onChange }: ValueSetButtonProps) {
  const [opened, setOpened] = useState(false)
  const choose = (value_set: ValueSet | null) => {
    onChange(value_set)
    setOpened(false)
  }
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={320}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          className={styles.values_button}
          aria-label={order.values_of(slot.event_name.slice(0, 60))}
          onClick={() => setOpened(!opened)}
        >
          {order.values}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={said.title(slot.event_name.slice(0, 60))}>
        <ValueSetForm given={slot.value_set} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  )
}

function ValueSetForm({
  given,
  onChoose,
}: {
  given: ValueSet | undefined
  onChoose(set: ValueSet | null): void
}) {
  const [currency, setCurrency] = useState((given ?? FIRST).currency)
  const [text, setText] = useState((given ?? FIRST).ranges.join(', '))
  const ranges = boundsIn(text)
  const value_set: ValueSet = { currency: currency.trim().toUpperCase(), ranges: ranges ?? [] }
  const fault = ranges === null ? 'not_numbers' : faultInValueSet(value_set)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fault === null) onChoose(value_set)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <p className={styles.dimmed}>{said.says}</p>
        <TextInput
          size="xs"
          label={said.currency}
          description={said.currency_says}
          value={currency}
          maxLength={3}
          onChange={(event) => setCurrency(event.currentTarget.value)}
          error={fault === 'currency' && said.faults.currency}
        />
        <TextInput
          size="xs"
          label={said.ranges}
          description={said.ranges_says}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={fault !== null && fault !== 'currency' && said.faults[fault]}
        />
        {fault === null && (
          <div>
            <div className={styles.dimmed}>{said.preview}</div>
            <ol className={styles.preview}>
              {rangesOf(value_set).map(({ from, until }) => (
                <li key={from}>
                  {said.range(String(from), until === null ? null : String(until))} {value_set.currency}
                </li>
              ))}
            </ol>
          </div>
        )}
        <Button type="submit" size="xs" disabled={fault !== null}>
          {said.apply}
        </Button>
        {given !== undefined && (
          <Button size="xs" variant="default" onClick={() => onChoose(null)}>
            {said.none}
          </Button>
        )}
      </Stack>
    </form>
  )
}
