import { ActionIcon, TextInput } from '@mantine/core'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { words } from '../words/words.js'
import styles from './search-box.module.css'

const { search } = words.shell.keys

/** Searches events, event_ids and order ids of a dataset; the Events page shows what was found. `/` comes here. */
export function SearchBox({ dataset_id }: { dataset_id: string }) {
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const q = typed.trim()
    if (q !== '')
      void navigate({ to: '/d/$dataset_id/events', params: { dataset_id }, search: { q } as never })
  }
  return (
    <form className={styles.search} onSubmit={submit}>
      <TextInput
        data-search
        size="xs"
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        placeholder={words.shell.search}
        aria-label={search}
        leftSection={<IconSearch size={14} aria-hidden />}
      />
      <ActionIcon type="submit" className={styles.submit} aria-label={search} variant="subtle" color="gray">
        <IconSearch size={16} aria-hidden />
      </ActionIcon>
    </form>
  )
}
