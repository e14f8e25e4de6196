import { ActionIcon, Button, Menu, Modal, Stack } from '@mantine/core'
import IconDots from '@tabler/icons-react/icons/IconDots'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../client/client.js'
import type { PersonListed } from '../../client/shapes.js'
import { Confirm } from '../../parts/confirm.js'
import { showNotice, tellFailure } from '../../parts/notice.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import type { OneTimeLink } from './link-shown.js'
import { peopleQuery } from './people-query.js'
import { type Rights, RoleFields } from './role-fields.js'

const { people } = words

interface PersonMenuProps {
  person: PersonListed
  /** whether it is who looks */
  own: boolean
  onLink(link: OneTimeLink): void
}

/** What can be done with a person: rights, a password link, disable (which can be undone), remove. */
export function PersonMenu({ person, own, onLink }: PersonMenuProps) {
  const { id, email, disabled_at_ms } = person
  const [opened, setOpened] = useState<'rights' | 'remove' | null>(null)
  const change = useChange(id)
  const setDisabled = async (disabled: boolean) => {
    await change.mutateAsync({ disabled })
    const undo = () => change.mutateAsync({ disabled: !disabled })
    showNotice({ text: disabled ? people.disabled(email) : people.enabled(email), undo })
  }
  const reset = useMutation({
    mutationFn: () => ask<{ link: string }>('POST', `/api/people/${id}/reset`),
    onSuccess: ({ link }) => onLink({ email, link }),
    onError: tellFailure,
  })
  return (
    <>
      <Menu position="bottom-end" width={240} shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={people.actions(email)}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpened('rights')}>{people.edit}</Menu.Item>
          <Menu.Item onClick={() => reset.mutate()}>{people.reset}</Menu.Item>
          {!own && (
            <>
              <Menu.Item onClick={() => void setDisabled(disabled_at_ms === null).catch(tellFailure)}>
                {disabled_at_ms === null ? people.disable : people.enable}
              </Menu.Item>
              <Menu.Item onClick={() => setOpened('remove')}>{people.remove}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {opened === 'rights' && <EditRights person={person} onClose={() => setOpened(null)} />}
      {opened === 'remove' && <Remove person={person} onClose={() => setOpened(null)} />}
    </>
  )
}

function useChange(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Partial<Rights> & { disabled?: boolean }) =>
      ask('PATCH', `/api/people/${id}`, { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  })
}

function EditRights({ person, onClose }: { person: PersonListed; onClose(): void }) {
  const [rights, setRights] = useState<Rights>({ role: person.role, datasets: person.datasets })
  const { mutate, error, isPending } = useChange(person.id)
  return (
    <Modal
      opened
      onClose={onClose}
      title={person.email}
      closeButtonProps={{ 'aria-label': words.parts.close }}
    >
      <Stack gap="md">
        <RoleFields rights={rights} onChange={setRights} />
        <Refusal error={error} />
        <Button loading={isPending} onClick={() => mutate(rights, { onSuccess: onClose })}>
          {people.save}
        </Button>
      </Stack>
    </Modal>
  )
}

function Remove({ person: { id, email }, onClose }: { person: PersonListed; onClose(): void }) {
  const queries = useQueryClient()
  return (
    <Confirm
      title={people.removed_title(email)}
      word={email}
      action={people.remove}
      run={() => ask('DELETE', `/api/people/${id}`)}
      onDone={() => {
        showNotice({ text: people.removed(email) })
        return queries.invalidateQueries({ queryKey: peopleQuery.queryKey })
      }}
      onClose={onClose}
    >
      {people.removed_text}
    </Confirm>
  )
}
