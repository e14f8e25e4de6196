import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAddress } from '../../address.js'
import { CodeBlock } from '../../parts/code-block.js'
import { Confirm } from '../../parts/confirm.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { showNotice } from '../../parts/notice.js'
import { words } from '../../words/words.js'
import styles from './priorities.module.css'
import type { Domain } from './queries.js'
import { useDomainChange } from './use-priorities-changes.js'

const { domains: said, failed_change } = words.priorities

interface DomainRowProps {
  domain: Domain
  dataset_id: string
  zone: string
  may: boolean
}

/** A domain: its state, why the last look did not find it, its records on demand, and what looks now. */
export function DomainRow({ domain, dataset_id, zone, may }: DomainRowProps) {
  const { search, set } = useAddress()
  const opened = search.records === domain.domain
  const verify = useDomainChange(dataset_id)
  const look = () =>
    verify.mutate(
      { act: 'verify', domain: domain.domain },
      {
        onSuccess: ({ status }) =>
          showNotice({
            text: status === 'verified' ? said.verified(domain.domain) : said.not_verified(domain.domain),
          }),
        onError: (error) => showNotice({ text: failed_change(error.message, null) }),
      },
    )
  return (
    <li className={styles.domain_row}>
      <div className={styles.domain_line}>
        <div className={styles.domain_words}>
          <strong>
            <ForeignText text={domain.domain} />
          </strong>{' '}
          <span className={styles.badge} data-state={domain.status}>
            {said.states[domain.status]}
            {domain.status === 'verified' && domain.method !== null && ` ${said.methods[domain.method]}`}
          </span>
          <div className={styles.dimmed}>
            {domain.last_checked_ms !== null && (
              <>
                {said.checked} <Time at_ms={domain.last_checked_ms} zone={zone} />, {said.next}{' '}
                <Time at_ms={domain.next_check_ms} zone={zone} absolute />
              </>
            )}
          </div>
        </div>
        <div className={styles.domain_actions}>
          <Button
            size="xs"
            variant="default"
            aria-expanded={opened}
            onClick={() => set({ records: opened ? undefined : domain.domain }, { replace: true })}
          >
            {opened ? said.hide : said.records}
          </Button>
          {may && (
            <>
              <Remove domain={domain.domain} dataset_id={dataset_id} />
              <Button size="xs" loading={verify.isPending} onClick={look}>
                {said.verify}
              </Button>
            </>
          )}
        </div>
      </div>
      {verify.isPending && (
        <p className={styles.dimmed} role="status">
          {said.verifying}
        </p>
      )}
      {domain.failure !== null && (
        <p className={styles.failure}>
          {said.not_found} <ForeignText text={domain.failure} chars={300} />{' '}
          {domain.status === 'failing' && said.stays}
        </p>
      )}
      {opened && <Records domain={domain} />}
    </li>
  )
}

function Records({ domain: { domain, proofs, token } }: { domain: Domain }) {
  return (
    <div className={styles.records}>
      <p>{said.one_of}</p>
      <h3>{said.dns}</h3>
      <CodeBlock text={proofs.dns} label={`${said.dns} ${domain}`} />
      <h3>{said.meta}</h3>
      <CodeBlock text={proofs.meta} label={`${said.meta} ${domain}`} />
      <h3>
        {said.file_at} <ForeignText text={proofs.file} mono />
      </h3>
      <CodeBlock text={token} label={`${said.token} ${domain}`} />
    </div>
  )
}

function Remove({ domain, dataset_id }: { domain: string; dataset_id: string }) {
  const [asked, setAsked] = useState(false)
  const change = useDomainChange(dataset_id)
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsked(true)}>
        {said.remove}
      </Button>
      {asked && (
        <Confirm
          title={said.remove_title}
          word={domain}
          action={said.remove_title}
          run={() =>
            change.mutateAsync({ act: 'remove', domain }).then(
              () => showNotice({ text: said.removed(domain) }),
              (error: Error) => showNotice({ text: failed_change(error.message, null) }),
            )
          }
          onClose={() => setAsked(false)}
        >
          {said.remove_text}
        </Confirm>
      )}
    </>
  )
}
