import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useAddress } from '../../address.js'
import { ask } from '../../client/client.js'
import { sessionQuery } from '../../client/queries.js'
import type { Session } from '../../client/shapes.js'
import { CodeField } from '../../parts/code-field.js'
import { Refusal } from '../../parts/refusal.js'
import { Bare } from '../../shell/bare.js'
import { words } from '../../words/words.js'
import { backTo, outcomeOf } from './outcome.js'

const { signIn } = words

/** Email and password, then the code where one is wanted, then back to where somebody wanted to go. */
export function SignInPage() {
  const { search } = useAddress()
  const router = useRouter()
  const queries = useQueryClient()
  const [given, setGiven] = useState({ email: '', password: '', totp: '' })
  const [code_wanted, setCodeWanted] = useState(false)
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: () => {
      const { totp, ...rest } = given
      return ask<Session>('POST', '/api/session', { body: { ...rest, ...(totp !== '' && { totp }) } })
    },
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session)
      router.history.replace(backTo(search.back))
    },
    onError: (failure) => outcomeOf(failure, false).kind === 'code_wanted' && setCodeWanted(true),
  })
  const outcome = error === null ? null : outcomeOf(error, given.totp !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  const startAgain = () => {
    reset()
    setCodeWanted(false)
    setGiven({ email: '', password: '', totp: '' })
  }
  return (
    <Bare title={signIn.title} foot={<Foot />}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {code_wanted ? (
            <CodeField
              label={signIn.code}
              description={signIn.code_hint}
              value={given.totp}
              onChange={(totp) => setGiven({ ...given, totp })}
            />
          ) : (
            <Credentials given={given} onChange={(changes) => setGiven({ ...given, ...changes })} />
          )}
          {outcome?.kind === 'said' && <Refusal error={error}>{outcome.text}</Refusal>}
          <Button type="submit" loading={isPending}>
            {code_wanted ? signIn.code_submit : signIn.submit}
          </Button>
          {code_wanted && (
            <Button variant="subtle" color="gray" onClick={startAgain}>
              {signIn.back}
            </Button>
          )}
        </Stack>
      </form>
    </Bare>
  )
}

interface CredentialsProps {
  given: { email: string; password: string }
  onChange(changes: { email?: string; password?: string }): void
}

const Credentials = ({ given, onChange }: CredentialsProps) => (
  <>
    <TextInput
      type="email"
      required
      autoFocus
      withAsterisk={false}
      label={signIn.email}
      autoComplete="username"
      value={given.email}
      onChange={(event) => onChange({ email: event.currentTarget.value })}
    />
    <PasswordInput
      required
      withAsterisk={false}
      label={signIn.password}
      autoComplete="current-password"
      value={given.password}
      onChange={(event) => onChange({ password: event.currentTarget.value })}
      visibilityToggleButtonProps={{ 'aria-label': signIn.show_password, tabIndex: 0 }}
    />
  </>
)

const Foot = () => (
  <>
    <p>
      {signIn.forgot} <code>{signIn.forgot_command}</code>
    </p>
    <p>{signIn.foot}</p>
  </>
)
