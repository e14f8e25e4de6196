import { Radio, Stack } from '@mantine/core'

interface KindChoiceProps<Kind extends string> {
  label: string
  kinds: { readonly [K in Kind]: string }
  value: Kind
  onChange(kind: NoInfer<Kind>): void
}

/** Which kind of it is made. */
export const KindChoice = <Kind extends string>({ label, kinds, value, onChange }: KindChoiceProps<Kind>) => (
  <Radio.Group label={label} value={value} onChange={(chosen) => onChange(chosen as Kind)}>
    <Stack gap={6} mt={8}>
      {Object.entries<string>(kinds).map(([kind, said]) => (
        <Radio key={kind} value={kind} label={said} />
      ))}
    </Stack>
  </Radio.Group>
)
