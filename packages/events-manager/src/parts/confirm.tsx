import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { words } from '../words/words.js'
import { Refusal } from './refusal.js'

interface ConfirmProps<Done> {
  title: string
  /** what happens, and what does not come back */
  children: ReactNode
  /** the verb on the button, e.g. `Delete dataset` */
  action: string
  /** what is typed before it is done, e.g. the dataset's name: for what nothing brings back */
  word?: string
  /** does it; where it is refused, the question stays open and says why */
  run(): Promise<Done>
  /** what follows once it is done and the question is closed */
  onDone?(done: Done): unknown
  onClose(): void
}

/** Asks before something is done that cannot be undone. */
export function Confirm<Done>(props: ConfirmProps<Done>) {
  const { title, children, action, word, run, onDone, onClose } = props
  const [typed, setTyped] = useState('')
  const { mutate, error, isPending } = useMutation({
    mutationFn: run,
    onSuccess: async (done) => {
      onClose()
      await onDone?.(done)
    },
  })
  const fits = word === undefined || typed.trim() === word.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits) mutate()
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.parts.close }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <div>{children}</div>
          {word !== undefined && (
            <TextInput
              data-autofocus
              label={words.parts.type_to_confirm(word)}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
            />
          )}
          <Refusal error={error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} data-autofocus={word === undefined || undefined}>
              {words.parts.cancel}
            </Button>
            <Button type="submit" color="red.8" disabled={!fits} loading={isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
