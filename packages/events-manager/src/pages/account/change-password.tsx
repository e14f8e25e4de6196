import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../client/client.js'
import { NewPassword } from '../../parts/new-password.js'
import { showNotice } from '../../parts/notice.js'
import { passwordFaults } from '../../parts/password-rule.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import styles from './account.module.css'

const { account, signIn } = words
const NOTHING = { current: '', password: '', repeated: '' }

/** The password now, and a new one twice. */
export function ChangePassword() {
  const [given, setGiven] = useState(NOTHING)
  const [tried, setTried] = useState(false)
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      ask('POST', '/api/session/password', { body: { current: given.current, password: given.password } }),
    onSuccess: () => {
      setGiven(NOTHING)
      setTried(false)
      showNotice({ text: account.password.changed })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(passwordFaults(given.password, given.repeated)).length === 0) mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <PasswordInput
        required
        withAsterisk={false}
        label={account.password.current}
        autoComplete="current-password"
        value={given.current}
        onChange={(event) => setGiven({ ...given, current: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': signIn.show_password, tabIndex: 0 }}
      />
      <NewPassword given={given} onChange={(changes) => setGiven({ ...given, ...changes })} tried={tried} />
      <Refusal error={error} />
      <div>
        <Button type="submit" loading={isPending}>
          {account.password.change}
        </Button>
      </div>
    </form>
  )
}
