import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { words } from '../words/words.js'

interface ConfirmByTypingProps {
  opened: boolean
  onClose(): void
  title: string
  /** what goes, and that it does not come back */
  children: ReactNode
  /** what is typed, e.g. the dataset's name */
  word: string
  /** the verb on the button, e.g. `Delete dataset` */
  action: string
  busy?: boolean
  onConfirm(): void
}

/** For what cannot be undone: the button works once the word is typed. */
export function ConfirmByTyping(props: ConfirmByTypingProps) {
  const { opened, onClose, title, children, word, action, busy = false, onConfirm } = props
  const [typed, setTyped] = useState('')
  const fits = typed.trim() === word.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits) onConfirm()
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': words.parts.close }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <div>{children}</div>
          <TextInput
            data-autofocus
            label={words.parts.type_to_confirm(word)}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {words.parts.cancel}
            </Button>
            <Button type="submit" color="red.8" disabled={!fits} loading={busy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
