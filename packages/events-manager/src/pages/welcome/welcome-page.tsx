import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ask } from '../../client/client.js'
import { Failure } from '../../client/failure.js'
import { sessionQuery } from '../../client/queries.js'
import type { LinkLooked, Session } from '../../client/shapes.js'
import { formatTime } from '../../format/time.js'
import { Failed } from '../../parts/failed.js'
import { NewPassword } from '../../parts/new-password.js'
import { passwordFaults } from '../../parts/password-rule.js'
import { Refusal } from '../../parts/refusal.js'
import { TextSkeleton } from '../../parts/skeletons.js'
import { Bare } from '../../shell/bare.js'
import { words } from '../../words/words.js'

const { welcome } = words

/** Behind a one-time link: the first account, an invitation, a new password. The link is in the address's fragment. */
export function WelcomePage() {
  const { pathname, hash } = useLocation()
  const [link, setLink] = useState(hash)
  // While the page after this one is on its way, the address is that page's, and names no link.
  if (pathname === '/welcome' && hash !== link) setLink(hash)
  const looked = useQuery({
    queryKey: ['link', link],
    queryFn: () => ask<LinkLooked>('POST', '/api/links/look', { body: { link } }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: link !== '',
  })
  if (link === '') return <Spent />
  if (looked.isPending)
    return (
      <Bare title={words.shell.product}>
        <TextSkeleton lines={4} />
      </Bare>
    )
  if (looked.error !== null && !isSpent(looked.error))
    return (
      <Bare title={words.shell.product}>
        <Failed
          what={welcome.the_link}
          error={looked.error}
          since_ms={looked.errorUpdatedAt}
          retry={looked.refetch}
        />
      </Bare>
    )
  if (looked.data === undefined) return <Spent />
  return <UseLink link={link} looked={looked.data} />
}

const isSpent = (error: unknown): boolean =>
  error instanceof Failure && error.status >= 400 && error.status < 500 && error.status !== 429

const Spent = () => (
  <Bare title={welcome.title.spent} text={welcome.spent} foot={<code>{welcome.spent_command}</code>}>
    <Button component={Link} to="/sign-in" variant="default">
      {welcome.to_sign_in}
    </Button>
  </Bare>
)

function UseLink({
  link,
  looked: { kind, email, role, expires_at_ms },
}: {
  link: string
  looked: LinkLooked
}) {
  const router = useRouter()
  const queries = useQueryClient()
  const [given, setGiven] = useState({ password: '', repeated: '' })
  const [typed_email, setTypedEmail] = useState('')
  const [tried, setTried] = useState(false)
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => {
      const body = { link, password: given.password, ...(email === null && { email: typed_email }) }
      return ask<Session>('POST', '/api/links/use', { body })
    },
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session)
      router.history.replace('/')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(passwordFaults(given.password, given.repeated)).length === 0) mutate()
  }
  const text = kind === 'invite' ? welcome.text.invite(words.people.roles[role]) : welcome.text[kind]
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <Bare
      title={welcome.title[kind]}
      text={text}
      foot={<p>{welcome.until(formatTime(expires_at_ms, zone))}</p>}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            type="email"
            label={welcome.email}
            required
            withAsterisk={false}
            autoComplete="username"
            value={email ?? typed_email}
            readOnly={email !== null}
            onChange={(event) => setTypedEmail(event.currentTarget.value)}
          />
          <NewPassword given={given} onChange={setGiven} tried={tried} />
          <Refusal error={error} />
          <Button type="submit" loading={isPending}>
            {welcome.submit[kind]}
          </Button>
        </Stack>
      </form>
    </Bare>
  )
}
