import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../client/client.js'
import { sessionQuery } from '../../client/queries.js'
import type { TotpSecret } from '../../client/shapes.js'
import { CodeBlock } from '../../parts/code-block.js'
import { CodeField } from '../../parts/code-field.js'
import { showNotice } from '../../parts/notice.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import styles from './account.module.css'
import { QrCode } from './qr-code.js'

const { totp } = words.account

/** The authenticator app: set up, or turned off with the password. */
export function Totp({ has_totp }: { has_totp: boolean }) {
  const begin = useMutation({ mutationFn: () => ask<TotpSecret>('POST', '/api/session/totp') })
  if (has_totp) return <TurnOff />
  if (begin.data !== undefined) return <Confirm secret={begin.data} onDone={begin.reset} />
  return (
    <div className={styles.form}>
      <p className={styles.text}>{totp.off}</p>
      <Refusal error={begin.error} />
      <div>
        <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
          {totp.set_up}
        </Button>
      </div>
    </div>
  )
}

function Confirm({ secret, onDone }: { secret: TotpSecret; onDone(): void }) {
  const queries = useQueryClient()
  const [code, setCode] = useState('')
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => ask('PUT', '/api/session/totp', { body: { code } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      showNotice({ text: totp.confirmed })
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.text}>{totp.scan}</p>
      <QrCode text={secret.uri} label={totp.qr} />
      <p className={styles.text}>{totp.secret}</p>
      <CodeBlock text={secret.secret} label={totp.secret_label} />
      <CodeField label={totp.code} value={code} onChange={setCode} />
      <Refusal error={error} />
      <div>
        <Button type="submit" loading={isPending}>
          {totp.confirm}
        </Button>
      </div>
    </form>
  )
}

function TurnOff() {
  const queries = useQueryClient()
  const [password, setPassword] = useState('')
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => ask('DELETE', '/api/session/totp', { body: { password } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      showNotice({ text: totp.removed })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.text}>{totp.on}</p>
      <PasswordInput
        required
        withAsterisk={false}
        label={totp.password}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': words.signIn.show_password, tabIndex: 0 }}
      />
      <Refusal error={error} />
      <div>
        <Button type="submit" variant="default" loading={isPending}>
          {totp.remove}
        </Button>
      </div>
    </form>
  )
}
