import { TextInput } from '@mantine/core'

interface CodeFieldProps {
  label: string
  description?: string
  value: string
  onChange(code: string): void
}

/** Six digits from an authenticator app; a space that came along while pasting is left out. */
export const CodeField = ({ label, description, value, onChange }: CodeFieldProps) => (
  <TextInput
    required
    data-autofocus
    withAsterisk={false}
    label={label}
    description={description}
    inputMode="numeric"
    autoComplete="one-time-code"
    maxLength={7}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
  />
)
