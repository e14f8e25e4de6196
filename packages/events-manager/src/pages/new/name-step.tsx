import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../client/client.js'
import { datasetsQuery, summaryQuery } from '../../client/queries.js'
import type { DatasetCreated } from '../../client/shapes.js'
import { Section } from '../../parts/page.js'
import { Refusal, refusalAt } from '../../parts/refusal.js'
import { words } from '../../words/words.js'

const { newDataset } = words
const FIELDS = ['name', 'domain', 'ad_account_id'] as const

/** Step one: name, domain, ad account. What the server refuses stands at its field. */
export function NameStep({ onCreated }: { onCreated(created: DatasetCreated): void }) {
  const queries = useQueryClient()
  const [given, setGiven] = useState({ name: '', domain: '', ad_account_id: '' })
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => {
      const filled = Object.entries(given).map(([name, value]) => [name, value.trim()])
      const body = Object.fromEntries(filled.filter(([, value]) => value !== ''))
      return ask<DatasetCreated>('POST', '/api/datasets', { body })
    },
    onSuccess: async (created) => {
      const lists = [datasetsQuery.queryKey, summaryQuery.queryKey]
      await Promise.all(lists.map((queryKey) => queries.invalidateQueries({ queryKey })))
      onCreated(created)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  const field = (name: (typeof FIELDS)[number]) => ({
    value: given[name],
    error: refusalAt(error, name),
    onChange: (event: { currentTarget: { value: string } }) =>
      setGiven({ ...given, [name]: event.currentTarget.value }),
  })
  const elsewhere = FIELDS.every((name) => refusalAt(error, name) === null)
  return (
    <Section>
      <form onSubmit={submit}>
        <Stack gap="md" maw={460}>
          <TextInput
            required
            withAsterisk={false}
            autoFocus
            label={newDataset.name}
            description={newDataset.name_hint}
            maxLength={200}
            {...field('name')}
          />
          <TextInput
            label={newDataset.domain}
            description={newDataset.domain_hint}
            inputMode="url"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={253}
            {...field('domain')}
          />
          <TextInput
            label={newDataset.ad_account}
            description={newDataset.ad_account_hint}
            maxLength={40}
            {...field('ad_account_id')}
          />
          {elsewhere && <Refusal error={error} />}
          <div>
            <Button type="submit" loading={isPending}>
              {newDataset.create}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  )
}
