import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../client/client.js'
import { sessionQuery } from '../../client/queries.js'
import { Answer } from '../../parts/answer.js'
import { Page, Section } from '../../parts/page.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import styles from './account.module.css'
import { ChangePassword } from './change-password.js'
import { Totp } from './totp.js'

const { account, people } = words

/** What is one's own: password, authenticator app, and where one is signed in. */
export function AccountPage() {
  const person = useQuery(sessionQuery).data?.person
  const answer = person && (
    <Answer>
      {account.answer}{' '}
      <strong>
        <bdi>{person.email}</bdi>
      </strong>
      , {people.roles[person.role].toLowerCase()}.
    </Answer>
  )
  return (
    <Page title={account.title} answer={answer} narrow>
      <Section title={account.password.title}>
        <ChangePassword />
      </Section>
      <Section title={account.totp.title}>{person && <Totp has_totp={person.has_totp} />}</Section>
      <Section title={account.sessions.title}>
        <SignOutEverywhere />
      </Section>
    </Page>
  )
}

function SignOutEverywhere() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => ask('DELETE', '/api/session', { query: { everywhere: 'true' } }),
    onSuccess: async () => {
      queries.clear()
      await navigate({ to: '/sign-in' })
    },
  })
  return (
    <div className={styles.form}>
      <p className={styles.text}>{account.sessions.text}</p>
      <Refusal error={error} />
      <div>
        <Button variant="default" loading={isPending} onClick={() => mutate()}>
          {account.sessions.out}
        </Button>
      </div>
    </div>
  )
}
