import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import { useAddress } from '../address.js'
import { followed } from './typed.js'

interface FilterFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** the search parameter that holds its text */
  name: string
}

/**
 * A field whose text is in the address. It shows what is typed at once: the address comes later, and a field that showed
 * the address only would put the cursor to its end at each letter.
 */
export function FilterField({ name, ...field }: FilterFieldProps) {
  const { search, set } = useAddress()
  const address = search[name] ?? ''
  const [typed, setTyped] = useState({ text: address, seen: address, awaited: null as string | null })
  const now = followed(typed, address)
  if (now !== typed) setTyped(now)
  return (
    <TextInput
      {...field}
      value={now.text}
      onChange={({ currentTarget: { value } }) => {
        setTyped({ text: value, seen: address, awaited: value })
        set({ [name]: value || undefined }, { replace: true })
      }}
    />
  )
}
