import { ActionIcon, TextInput } from '@mantine/core'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import IconX from '@tabler/icons-react/icons/IconX'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type MouseEvent, useRef, useState } from 'react'
import { words } from '../words/words.js'
import styles from './search-box.module.css'

const { search } = words.shell.keys

/**
 * Searches events, event_ids and order ids of a dataset; the Events page shows what was found. `/` comes here. On a
 * narrow screen it lies over the bar while it has the focus, and a button leads to it.
 */
export function SearchBox({ dataset_id }: { dataset_id: string }) {
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const leave = () => field.current?.blur()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const q = typed.trim()
    if (q === '') return
    leave()
    void navigate({ to: '/d/$dataset_id/events', params: { dataset_id }, search: { q } as never })
  }
  return (
    <>
      <form className={styles.search} onSubmit={submit}>
        <TextInput
          ref={field}
          data-search
          className={styles.field ?? ''}
          size="xs"
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && leave()}
          enterKeyHint="search"
          placeholder={words.shell.search}
          aria-label={search}
          leftSection={<IconSearch size={14} aria-hidden />}
        />
        <ActionIcon
          type="submit"
          className={styles.act}
          aria-label={search}
          variant="subtle"
          color="gray"
          onMouseDown={stay}
        >
          <IconSearch size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          className={styles.act}
          aria-label={words.shell.close_search}
          variant="subtle"
          color="gray"
          onMouseDown={stay}
          onClick={(event) => {
            leave()
            event.currentTarget.blur()
          }}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </form>
      <ActionIcon
        className={styles.open}
        aria-label={words.shell.open_search}
        variant="subtle"
        color="gray"
        onClick={() => field.current?.focus()}
      >
        <IconSearch size={18} aria-hidden />
      </ActionIcon>
    </>
  )
}

/** The field keeps the focus while a button beside it is pressed: without it, the button would be gone. */
const stay = (event: MouseEvent) => event.preventDefault()
