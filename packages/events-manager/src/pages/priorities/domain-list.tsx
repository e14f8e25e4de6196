import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure } from '../../client/failure.js'
import { Failed } from '../../parts/failed.js'
import { showNotice } from '../../parts/notice.js'
import { Section } from '../../parts/page.js'
import { TextSkeleton } from '../../parts/skeletons.js'
import { words } from '../../words/words.js'
import { DomainRow } from './domain-row.js'
import styles from './priorities.module.css'
import { domainsQuery } from './queries.js'
import { useDomainChange } from './use-priorities-changes.js'

const { domains: said } = words.priorities

interface DomainListProps {
  dataset_id: string
  zone: string
  may: boolean
}

/** The dataset's domains, each with whether its ownership is shown, and what shows it. */
export function DomainList({ dataset_id, zone, may }: DomainListProps) {
  const { data, error, errorUpdatedAt, refetch } = useQuery(domainsQuery(dataset_id))
  return (
    <Section title={said.title}>
      <p className={styles.lead}>{said.says}</p>
      {error !== null && (
        <Failed
          what={said.what}
          error={error}
          since_ms={errorUpdatedAt}
          retry={refetch}
          inline={data !== undefined}
        />
      )}
      {data === undefined && error === null && <TextSkeleton />}
      {data?.length === 0 && <p className={styles.dimmed}>{said.none}</p>}
      {data !== undefined && data.length > 0 && (
        <ul className={styles.domains}>
          {data.map((domain) => (
            <DomainRow key={domain.id} domain={domain} dataset_id={dataset_id} zone={zone} may={may} />
          ))}
        </ul>
      )}
      {may && <AddDomain dataset_id={dataset_id} />}
    </Section>
  )
}

function AddDomain({ dataset_id }: { dataset_id: string }) {
  const [name, setName] = useState('')
  const change = useDomainChange(dataset_id)
  const refusal = change.error instanceof Failure ? `${change.error.message} ${change.error.fix ?? ''}` : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const domain = name.trim()
    if (domain === '') return
    change.mutate(
      { act: 'add', domain },
      {
        onSuccess: () => {
          setName('')
          showNotice({ text: said.added(domain) })
        },
      },
    )
  }
  return (
    <form className={styles.add} onSubmit={submit}>
      <TextInput
        size="xs"
        aria-label={said.label}
        placeholder={said.placeholder}
        value={name}
        error={refusal}
        maxLength={253}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="xs"
        variant="default"
        loading={change.isPending}
        disabled={name.trim() === ''}
      >
        {said.add}
      </Button>
    </form>
  )
}
