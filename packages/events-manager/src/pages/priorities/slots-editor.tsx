import { Autocomplete, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure } from '../../client/failure.js'
import type { Dataset } from '../../client/queries.js'
import { formatTime } from '../../format/time.js'
import { Empty } from '../../parts/empty.js'
import { Time } from '../../parts/figures.js'
import { LeaveGuard } from '../../parts/leave-guard.js'
import { showNotice } from '../../parts/notice.js'
import { Section } from '../../parts/page.js'
import { zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { DomainSlots } from './domain-slots.js'
import styles from './priorities.module.css'
import { type AemReport, domainsQuery, funnelQuery, lastOrder } from './queries.js'
import { SaveBar } from './save-bar.js'
import { type Draft, useDraft } from './use-draft.js'
import { useSavePriorities } from './use-priorities-changes.js'

const { order: said, draft: draft_said } = words.priorities
const NONE: never[] = []

interface SlotsEditorProps {
  dataset: Dataset
  report: AemReport
  may: boolean
}

/** The order of priorities as a draft, until it is saved. */
export function SlotsEditor({ dataset, report, may }: SlotsEditorProps) {
  const { id, settings } = dataset
  const zone = zoneOf(dataset)
  const draft = useDraft(lastOrder(settings)?.domains ?? NONE, may)
  const { data: domains = NONE } = useQuery(domainsQuery(id))
  const { data: funnel = NONE } = useQuery(funnelQuery(id))
  const save = useSavePriorities(id)
  const verified = new Set(domains.flatMap((each) => (each.verified_at_ms === null ? [] : [each.domain])))
  const refusal = save.error instanceof Failure ? `${save.error.message} ${save.error.fix ?? ''}` : null
  const store = () =>
    save.mutate(draft.domains, {
      onSuccess: ({ effective_ms }) => {
        draft.saved()
        if (effective_ms !== null) showNotice({ text: draft_said.saved(formatTime(effective_ms, zone)) })
      },
    })
  const discard = () => {
    const before = draft.domains
    draft.discard()
    save.reset()
    showNotice({ text: draft_said.discarded, undo: () => draft.edit({ kind: 'replace', domains: before }) })
  }
  return (
    <Section title={said.title} actions={may && <span className={styles.dimmed}>{said.keys}</span>}>
      <p className={styles.lead}>
        {said.says} <Standing report={report} zone={zone} />
      </p>
      {draft.domains.length === 0 && <Empty title={said.empty_title} text={said.empty_text} />}
      {draft.domains.map((domain) => (
        <DomainSlots
          key={domain.domain}
          domain={domain}
          draft={draft}
          funnel={funnel}
          is_verified={verified.has(domain.domain)}
          may={may}
        />
      ))}
      {may && (
        <AddOrder
          draft={draft}
          known={[...new Set([...domains.map((each) => each.domain), dataset.domain ?? ''])].filter(
            (name) => name !== '' && !draft.domains.some(({ domain }) => domain === name),
          )}
        />
      )}
      <SaveBar
        draft={draft}
        busy={save.isPending}
        refusal={refusal}
        delay_hours={report.order === null ? 0 : Number(settings.aem_edit_delay_hours)}
        onSave={store}
        onDiscard={discard}
      />
      <LeaveGuard dirty={draft.changes.length > 0} />
    </Section>
  )
}

/** Since when the order is in force, or from when on the one that was saved last will be. */
function Standing({ report: { order, pending }, zone }: { report: AemReport; zone: string }) {
  if (pending !== null)
    return (
      <strong>
        {said.pending} <Time at_ms={pending.effective_ms} zone={zone} absolute />. {said.pending_more}
      </strong>
    )
  if (order === null) return null
  return (
    <>
      {said.in_force} <Time at_ms={order.effective_ms} zone={zone} />.
    </>
  )
}

function AddOrder({ draft, known }: { draft: Draft; known: readonly string[] }) {
  const [name, setName] = useState(draft.domains.length === 0 ? (known[0] ?? '') : '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const domain = name.trim().toLowerCase()
    if (domain === '') return
    draft.edit({ kind: 'add_domain', domain })
    setName('')
  }
  return (
    <form className={styles.add} data-apart onSubmit={submit}>
      <Autocomplete
        size="xs"
        aria-label={said.domain_label}
        placeholder={said.domain_placeholder}
        value={name}
        onChange={setName}
        data={[...known]}
        maxLength={253}
      />
      <Button type="submit" size="xs" variant="default" disabled={name.trim() === ''}>
        {said.add_domain}
      </Button>
    </form>
  )
}
