import { PasswordInput } from '@mantine/core'
import { words } from '../words/words.js'
import { PASSWORD_CHARS_MIN, passwordFaults } from './password-rule.js'

const { welcome, signIn } = words

export interface NewPasswordGiven {
  password: string
  repeated: string
}

interface NewPasswordProps {
  given: NewPasswordGiven
  onChange(given: NewPasswordGiven): void
  /** whether it was tried to send: then what is wrong is said */
  tried: boolean
}

/** A new password, twice. */
export function NewPassword({ given, onChange, tried }: NewPasswordProps) {
  const faults = tried ? passwordFaults(given.password, given.repeated) : {}
  const toggle = { 'aria-label': signIn.show_password, tabIndex: 0 }
  return (
    <>
      <PasswordInput
        label={welcome.password}
        description={welcome.password_hint(PASSWORD_CHARS_MIN)}
        autoComplete="new-password"
        value={given.password}
        error={faults.password}
        onChange={(event) => onChange({ ...given, password: event.currentTarget.value })}
        visibilityToggleButtonProps={toggle}
      />
      <PasswordInput
        label={welcome.repeat}
        autoComplete="new-password"
        value={given.repeated}
        error={faults.repeated}
        onChange={(event) => onChange({ ...given, repeated: event.currentTarget.value })}
        visibilityToggleButtonProps={toggle}
      />
    </>
  )
}
