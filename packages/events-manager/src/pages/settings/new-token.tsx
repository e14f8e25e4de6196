import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../client/client.js'
import { AskLeave } from '../../parts/leave-guard.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import { faultsOf } from './draft.js'
import { tokensQuery } from './queries.js'

const { tokens } = words.settings
const LABEL_CHARS_MAX = 100

interface NewTokenProps {
  dataset_id: string
  onClose(): void
  onCreated(access_token: string): void
}

/** Says what a token is for, and makes it. */
export function NewToken({ dataset_id, onClose, onCreated }: NewTokenProps) {
  const queries = useQueryClient()
  const [label, setLabel] = useState('')
  const [asking, setAsking] = useState(false)
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      ask<{ access_token: string }>('POST', `/api/datasets/${dataset_id}/tokens`, { body: { label } }),
    onSuccess: async ({ access_token }) => {
      onCreated(access_token)
      await queries.invalidateQueries({ queryKey: tokensQuery(dataset_id).queryKey })
    },
  })
  const faults = faultsOf(error, ['label'])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  return (
    <Modal
      opened
      onClose={() => (label.trim() === '' ? onClose() : setAsking(true))}
      closeOnEscape={!asking}
      title={tokens.new_title}
      closeButtonProps={{ 'aria-label': words.parts.close }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={tokens.label}
            description={tokens.label_hint}
            value={label}
            maxLength={LABEL_CHARS_MAX}
            error={faults.at.label}
            autoComplete="off"
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          <Refusal error={faults.rest} />
          <Group justify="flex-end">
            <Button type="submit" loading={isPending}>
              {tokens.create}
            </Button>
          </Group>
        </Stack>
      </form>
      {asking && <AskLeave onGo={onClose} onStay={() => setAsking(false)} />}
    </Modal>
  )
}
