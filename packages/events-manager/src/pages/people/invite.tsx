import { Button, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAddress } from '../../address.js'
import { ask } from '../../client/client.js'
import type { Invited } from '../../client/shapes.js'
import { Refusal, refusalAt } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import type { OneTimeLink } from './link-shown.js'
import { peopleQuery } from './people-query.js'
import { type Rights, RoleFields } from './role-fields.js'

const { people } = words

/** Invites somebody: the answer is a link, shown once. */
export function Invite({ onLink }: { onLink(link: OneTimeLink): void }) {
  const { search, set } = useAddress()
  const queries = useQueryClient()
  const [email, setEmail] = useState('')
  const [rights, setRights] = useState<Rights>({ role: 'analyst', datasets: 'all' })
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: () => ask<Invited>('POST', '/api/people', { body: { email, ...rights } }),
    onSuccess: async ({ link }) => {
      close()
      onLink({ email, link })
      setEmail('')
      await queries.invalidateQueries({ queryKey: peopleQuery.queryKey })
    },
  })
  const close = () => {
    reset()
    set({ open: undefined }, { replace: true })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  return (
    <Modal
      opened={search.open === 'invite'}
      onClose={close}
      title={people.invite_title}
      closeButtonProps={{ 'aria-label': words.parts.close }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            type="email"
            required
            withAsterisk={false}
            data-autofocus
            label={people.email}
            value={email}
            error={refusalAt(error, 'email')}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <RoleFields rights={rights} onChange={setRights} />
          {refusalAt(error, 'email') === null && <Refusal error={error} />}
          <Button type="submit" loading={isPending}>
            {people.make_link}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
